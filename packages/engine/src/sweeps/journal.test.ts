import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sweepJournals } from "./journal-node.js";
import type { RowResult } from "./protocol.js";

const ROW: RowResult = {
  outcome: "complete",
  problem: null,
  cells: [1, null, "x", true, 0.1],
  dailyReturns: Float32Array.of(0.5, -0.25, 0.1),
};
const REFUSED: RowResult = {
  outcome: "refused",
  problem: "why\nnot",
  cells: [],
  dailyReturns: null,
};

describe("a journal of rows", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "perpmill-journal-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("has what was put into it, also for who opens it later", async () => {
    const open = sweepJournals(join(folder, "sweeps"));
    const first = await open("a");
    await first.put("k1", ROW);
    await first.put("k2", REFUSED);
    await first.close?.();
    const second = await open("a");
    expect(second.get("k1")).toEqual(ROW);
    expect(second.get("k2")).toEqual(REFUSED);
    expect(second.get("k3")).toBeNull();
    await second.close?.();
    const other = await open("b");
    expect(other.get("k1")).toBeNull();
    await other.close?.();
  });

  it("leaves out a line that was cut, and goes on behind it", async () => {
    const open = sweepJournals(folder);
    const first = await open("a");
    await first.put("k1", ROW);
    await first.close?.();
    appendFileSync(join(folder, "a.jsonl"), '\n["k2","complete",null,[1,');
    const second = await open("a");
    expect(second.get("k1")).toEqual(ROW);
    expect(second.get("k2")).toBeNull();
    await second.put("k3", ROW);
    await second.close?.();
    const third = await open("a");
    expect(third.get("k3")).toEqual(ROW);
    await third.close?.();
    expect(readFileSync(join(folder, "a.jsonl"), "utf8").split("\n")).toHaveLength(4);
  });

  it("has rows of before there were returns, without any", async () => {
    appendFileSync(join(folder, "a.jsonl"), '\n["k1","complete",null,[1,null,"x",true,0.1]]');
    const journal = await sweepJournals(folder)("a");
    expect(journal.get("k1")).toEqual({ ...ROW, dailyReturns: null });
    await journal.close?.();
  });

  it.each([3, 17, 25, 29])("finds the returns behind %i bytes of a cut record", async (bytes) => {
    const open = sweepJournals(folder);
    const first = await open("a");
    await first.put("k1", ROW);
    await first.close?.();
    const file = join(folder, "a.returns");
    const record = readFileSync(file);
    appendFileSync(file, record.subarray(0, bytes));
    const long = { ...ROW, dailyReturns: new Float32Array(40_000).fill(0.125) };
    const second = await open("a");
    await second.put("k2", long);
    await second.put("k3", ROW);
    await second.close?.();
    const third = await open("a");
    expect(third.get("k2")).toEqual(bytes < 16 ? long : expect.anything());
    expect(third.get("k3")).toEqual(ROW);
    await third.close?.();
  });

  it("has no returns that are not as they were written", async () => {
    const open = sweepJournals(folder);
    const first = await open("a");
    await first.put("k1", ROW);
    await first.put("k2", ROW);
    await first.close?.();
    const file = join(folder, "a.returns");
    const bytes = readFileSync(file);
    bytes[bytes.length - 1] ^= 1;
    writeFileSync(file, bytes);
    const second = await open("a");
    expect(second.get("k1")).toEqual(ROW);
    expect(second.get("k2")).toEqual({ ...ROW, dailyReturns: null });
    await second.close?.();
  });
});
