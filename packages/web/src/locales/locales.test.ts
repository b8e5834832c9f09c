import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { FIGURE_COLUMNS } from "../views/history/columns";
import { en as first } from "./en";
import { riskEn } from "./risk-en";
import { riskZh } from "./risk-zh";
import { splitsEn } from "./splits-en";
import { splitsZh } from "./splits-zh";
import { studiesEn } from "./studies-en";
import { studiesZh } from "./studies-zh";
import { trustEn } from "./trust-en";
import { trustZh } from "./trust-zh";
import { zh as firstZh } from "./zh";

/** With the words that come later. */
const en = { ...first, risk: riskEn, splits: splitsEn, studies: studiesEn, trust: trustEn };
const zh = { ...firstZh, risk: riskZh, splits: splitsZh, studies: studiesZh, trust: trustZh };

const SOURCES = fileURLToPath(new URL("..", import.meta.url));

/** `run.go` and the like. */
function keysOf(words: object, before = ""): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === "string" ? [before + key] : keysOf(value, `${before}${key}.`),
  );
}

/** All that is written in views, stores and the rest, but the words and the tests. */
function sourceText(): string {
  return readdirSync(SOURCES, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.(vue|ts)$/.test(path) && !path.endsWith(".test.ts"))
    .filter((path) => !path.startsWith("locales"))
    .map((path) => readFileSync(join(SOURCES, path), "utf8"))
    .join("\n");
}

test("both languages have the same keys", () => {
  expect(keysOf(zh).sort()).toEqual(keysOf(en).sort());
});

test("no key is unused", () => {
  const text = sourceText();
  // `group.${name}`: what goes in there is not known here, so that the whole group counts as used
  const groups = [...text.matchAll(/`([\w.]+\.)\$\{/g)].map(([, group]) => group ?? "");
  const columns = new Set(FIGURE_COLUMNS.map(({ word }) => word));
  const unused = keysOf(en).filter(
    (key) =>
      !columns.has(key) &&
      !["'", '"', "`"].some((quote) => text.includes(`${quote}${key}${quote}`)) &&
      !groups.some((group) => key.startsWith(group)),
  );
  expect(unused).toEqual([]);
});
