import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parquetReadObjects } from "hyparquet";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { syntheticBars } from "../synthetic/synthetic-bars.js";
import { sweepJournals } from "./journal-node.js";
import { parseAxis } from "./parse-axis.js";
import { sweep } from "./sweep-node.js";
import type { SweepRows } from "./sweep-options.js";

const GIVEN = {
  bars: syntheticBars({ seed: 1, bars: 20_000 }),
  config: {
    instrument: "ETHUSDT",
    account: { initialBalance: 10_000, leverage: 5 },
    strategy: { name: "dual-maker", bidSpread: 0.002, askSpread: 0.002, size: { quantity: 0.1 } },
  },
  axes: [parseAxis("strategy.bidSpread=0.001:0.003:0.0005")],
  workers: 0,
};

describe("the file of a sweep", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "perpmill-out-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("has all rows as CSV, JSON or Parquet, and what they have in common as JSON", async () => {
    const handed: SweepRows[] = [];
    const store = sweepJournals(join(folder, "sweeps"));
    const given = { ...GIVEN, store, onRows: (rows: SweepRows) => void handed.push(rows) };
    const result = await sweep({ ...given, out: join(folder, "rows.json") });
    const json = JSON.parse(readFileSync(join(folder, "rows.json"), "utf8"));
    expect(json.sweep).toMatchObject({ kind: "sweep", rows: 5, luck: null, luckMissing: "days" });
    expect(json.rows).toEqual(handed.flatMap(({ rows }) => rows));
    expect(json.columns).toEqual(result.table.columns.map(({ name }) => name));
    const again = await sweep({ ...given, out: join(folder, "rows.csv") });
    expect(again.reused).toBe(5);
    expect(readFileSync(join(folder, "rows.csv"), "utf8").trimEnd().split("\n")).toHaveLength(6);
    await sweep({ ...given, out: join(folder, "rows.parquet") });
    const file = new Uint8Array(readFileSync(join(folder, "rows.parquet"))).buffer;
    const rows = await parquetReadObjects({ file });
    expect(rows.map((row) => row["strategy.bidSpread"])).toEqual(
      json.rows.map(([spread]: unknown[]) => spread),
    );
  });

  it("is not there after a failure, and must have a known ending", async () => {
    const stop = new AbortController();
    const out = join(folder, "rows.csv");
    const cancelled = sweep({
      ...GIVEN,
      out,
      signal: stop.signal,
      onRows: () => stop.abort(),
    });
    await expect(cancelled).rejects.toMatchObject({ code: "ABORTED" });
    await expect(sweep({ ...GIVEN, out: join(folder, "rows.xlsx") })).rejects.toMatchObject({
      code: "SWEEP_INVALID",
    });
    expect(readdirSync(folder)).toEqual([]);
  });
});
