/** The pages about indicators name every one that is exported, and no other. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import * as portable from "../../portable/index.js";

const DOCS = join(import.meta.dirname, "../../../../docs");
const CLASSES = Object.entries(portable).filter(([name]) => /^[A-Z]/.test(name));

it.each(["indicators.md", "indicators.zh-CN.md"])("%s has a row for each", (page) => {
  const text = readFileSync(join(DOCS, page), "utf8");
  const rows = [...text.matchAll(/^\| `(\w+)\((.*?)\)` \| `push\((.*?)\)` \|/gm)];
  expect(rows.map(([, name]) => name).sort()).toEqual(CLASSES.map(([name]) => name).sort());
  for (const [, name, , inputs] of rows) {
    const found = CLASSES.find(([one]) => one === name);
    expect([name, found?.[1].prototype.push.length]).toEqual([name, inputs.split(",").length]);
  }
});
