import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sweepJournals } from "./journal-node.js";
import type { RowResult } from "./protocol.js";

const ROW: RowResult = { outcome: "complete", problem: null, cells: [1, null, "x", true, 0.1] };

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
    await first.put("k2", { outcome: "refused", problem: "why\nnot", cells: [] });
    await first.close?.();
    const second = await open("a");
    expect(second.get("k1")).toEqual(ROW);
    expect(second.get("k2")).toEqual({ outcome: "refused", problem: "why\nnot", cells: [] });
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
    expect((await open("a")).get("k3")).toEqual(ROW);
    expect(readFileSync(join(folder, "a.jsonl"), "utf8").split("\n")).toHaveLength(4);
  });
});
