import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { measureWalks, type WalkRow } from "../src/walks/measure.js";
import { barsOf, walkUnits } from "../src/walks/random-walk.js";
import { walkTable } from "../src/walks/walk-table.js";

const STUDY = { seed: 7, walks: 3, minutes: 600 };

describe("the study of random walks", () => {
  it("cuts a walk into bars that hold its prices", () => {
    const units = walkUnits({ seed: 1, stream: 0, minutes: 3, minuteSigmaRatio: 0.0008 });
    const bars = barsOf(units, 60);
    expect(bars.count).toBe(3);
    expect(bars.open[1]).toBe(units[60]);
    expect(bars.close[1]).toBe(units[119]);
    expect(bars.high[1]).toBe(Math.max(...units.subarray(60, 120)));
    expect(bars.low[1]).toBe(Math.min(...units.subarray(60, 120)));
  });

  it("finds minute bars right when quotes are renewed once a bar, and wrong inside it", async () => {
    const rows = await measureWalks(STUDY);
    const fills = (seconds: number, model: string | null) =>
      rows.find((row) => row.quotesEverySeconds === seconds && row.model === model)?.fillsPerMinute
        .mean ?? Number.NaN;
    expect(fills(60, null)).toBeGreaterThan(0.2);
    for (const model of ["direction", "nearest", "lowFirst", "highFirst", "random"]) {
      expect(fills(60, model)).toBe(fills(60, null));
      expect(fills(20, model)).toBeGreaterThan(3 * fills(20, null));
    }
    expect(fills(60, "bridge")).toBe(fills(60, null));
  });

  it("finds drawn bridges right inside a bar, too: the yardstick of semantics 2", async () => {
    const rows = await measureWalks({ seed: 3, walks: 12, minutes: 2_000 });
    const renewed = (model: string | null) =>
      rows.find((row) => row.quotesEverySeconds === 20 && row.model === model);
    const [walk, bridge] = [renewed(null), renewed("bridge")];
    const share = (bridge?.fillsPerMinute.mean ?? 0) / (walk?.fillsPerMinute.mean ?? 0);
    expect(share).toBeGreaterThan(0.8);
    expect(share).toBeLessThan(1.2);
  });

  it("has it in the recorded results: fills within a fifth, results within half a basis point", () => {
    const path = new URL("../results/walks.json", import.meta.url);
    const { rows } = JSON.parse(readFileSync(path, "utf8")) as { readonly rows: WalkRow[] };
    const renewed = (model: string | null) => {
      const row = rows.find((one) => one.quotesEverySeconds === 20 && one.model === model);
      if (row === undefined) throw new Error(`no row of ${model}`);
      return row;
    };
    const [walk, bridge] = [renewed(null), renewed("bridge")];
    const share = bridge.fillsPerMinute.mean / walk.fillsPerMinute.mean;
    expect(Math.abs(share - 1)).toBeLessThan(0.2);
    expect(Math.abs(bridge.resultBps.mean - walk.resultBps.mean)).toBeLessThan(0.5);
  });

  it("gives the same table for the same seed", async () => {
    const once = walkTable(STUDY, await measureWalks(STUDY));
    expect(walkTable(STUDY, await measureWalks(STUDY))).toBe(once);
    expect(walkTable(STUDY, await measureWalks({ ...STUDY, seed: 8 }))).not.toBe(once);
  });
});
