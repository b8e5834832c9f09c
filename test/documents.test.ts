/** Pages that are made from the sources are up to date, and links lead somewhere. */
import { existsSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { documents } from "../scripts/documents/documents.js";
import { FILES, ROOT, textOf } from "./sources.js";

const made = [...documents(pathToFileURL(`${ROOT}/`))];

test.each(made)("%s is what `npm run docs` makes", (path, text) => {
  expect(textOf(path)).toBe(text);
});

/** As GitHub makes the anchor of a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/\s/g, "-");
}

function anchorsOf(path: string): string[] {
  return [...textOf(path).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading));
}

const pages = FILES.filter((path) => path.endsWith(".md"));

describe.each(pages)("%s", (page) => {
  test("links to files and headings that are there", () => {
    const prose = textOf(page).replace(/^```[\s\S]*?^```$/gm, "");
    const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link);
    const broken = links.filter((link) => {
      if (/^[a-z]+:/.test(link)) return false;
      const [file, anchor] = link.split("#");
      const target = file === "" ? page : normalize(join(dirname(page), decodeURI(file)));
      if (!existsSync(join(ROOT, target))) return true;
      return anchor !== undefined && !anchorsOf(target).includes(decodeURI(anchor));
    });
    expect(broken).toEqual([]);
  });
});

test("pictures of the READMEs load at once", () => {
  const pictures = FILES.filter((path) => /^docs\/images\/.+\.png$/.test(path));
  expect(pictures.length).toBeGreaterThan(1);
  const large = pictures.filter((path) => statSync(join(ROOT, path)).size > 250_000);
  expect(large).toEqual([]);
});
