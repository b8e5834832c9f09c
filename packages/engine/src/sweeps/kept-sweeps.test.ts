import { mkdtempSync, readdirSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sweepJournals } from "./journal-node.js";
import { clearSweeps, keptSweeps } from "./kept-sweeps-node.js";
import type { RowResult } from "./protocol.js";

const ROW: RowResult = {
  outcome: "complete",
  problem: null,
  cells: [1],
  dailyReturns: Float32Array.of(0.5, -0.25),
};

describe("sweeps that are kept", () => {
  let folder = "";
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "perpmill-kept-"));
    const open = sweepJournals(folder);
    for (const [name, day] of [
      ["a", 1],
      ["b", 2],
      ["c", 3],
    ] as const) {
      const journal = await open(name);
      for (let row = 0; row < day; row++) await journal.put(`key ${row}`, ROW);
      await journal.close?.();
      utimesSync(join(folder, `${name}.jsonl`), day * 86_400, day * 86_400);
    }
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const names = async () => (await keptSweeps(folder)).map(({ name }) => name);

  it("are listed with rows and size, the last one first", async () => {
    const kept = await keptSweeps(folder);
    expect(kept.map(({ name, rows }) => [name, rows])).toEqual([
      ["c", 3],
      ["b", 2],
      ["a", 1],
    ]);
    expect(kept[0].bytes).toBe(3 * kept[2].bytes);
    expect(kept[0].addedMs).toBe(3 * 86_400_000);
    expect(await keptSweeps(join(folder, "none"))).toEqual([]);
  });

  it("are removed all, by age, or the oldest above a size", async () => {
    const removed = await clearSweeps(folder, { beforeMs: 2 * 86_400_000 });
    expect(removed.map(({ name }) => name)).toEqual(["a"]);
    const [last] = await keptSweeps(folder);
    await clearSweeps(folder, { maxBytes: last.bytes });
    expect(await names()).toEqual(["c"]);
    await clearSweeps(folder);
    expect(readdirSync(folder)).toEqual([]);
  });
});
