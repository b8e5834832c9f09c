import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openJournal } from "./journal-node.js";
import { BAR_ROWS } from "./live-bar.js";

const bar = (index: number) => ({
  openTimeMs: 1_700_000_040_000 + index * 60_000,
  open: "2000.10",
  high: "2001.00",
  low: "1999.9",
  close: `200${index}.5`,
  volume: "12.345",
});
const BEFORE = bar(-1).openTimeMs;

const openBars = (afterMs: number) => openJournal(folder, "bars.csv", BAR_ROWS, afterMs);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "perpmill-journal-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("a journal holds what was appended, also when it is opened again", async () => {
  const journal = await openBars(BEFORE);
  expect(journal.rows).toEqual([]);
  await journal.append([bar(0), bar(1)]);
  await journal.append([bar(2)]);
  expect((await openBars(BEFORE)).rows).toEqual([bar(0), bar(1), bar(2)]);
  expect((await openBars(bar(1).openTimeMs)).rows).toEqual([bar(2)]);
});

test("a journal cut anywhere gives the bars before the cut, and can be appended to", async () => {
  const { path, append } = await openBars(BEFORE);
  await append([bar(0), bar(1), bar(2)]);
  const whole = await readFile(path);
  for (let length = 0; length < whole.length; length++) {
    await writeFile(path, whole.subarray(0, length));
    const { rows, append: appendMore } = await openBars(BEFORE);
    const kept = rows.length;
    expect(rows).toEqual([bar(0), bar(1), bar(2)].slice(0, kept));
    expect(whole.subarray(0, length).toString().split("\n").length - 2).toBeLessThanOrEqual(kept);
    await appendMore([bar(5)]);
    expect((await openBars(BEFORE)).rows).toEqual([...rows, bar(5)]);
  }
});

test("what is no bar, or not after the one before, ends what a journal gives", async () => {
  const { path, append } = await openBars(BEFORE);
  await append([bar(0), bar(2), bar(1), bar(3)]);
  expect((await openBars(BEFORE)).rows).toEqual([bar(0), bar(2)]);
  await writeFile(path, `${(await readFile(path, "utf8")).replace("12.345", "NaN")}`);
  expect((await openBars(BEFORE)).rows).toEqual([]);
});
