import { describe, expect, test } from "vitest";
import { loadBars } from "../market-data/load-node.js";
import { syntheticBars } from "../synthetic/synthetic-bars.js";
import { syntheticMark } from "../synthetic/synthetic-mark.js";
import { backtest } from "./backtest.js";

const config = {
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000 },
  strategy: { name: "dual-maker", bidSpread: 0.001, askSpread: 0.001, size: { equityRatio: 0.05 } },
};

describe("warnings about the data", () => {
  test("count the bars without a mark row", async () => {
    const bars = syntheticBars({ seed: 1, bars: 2_000 });
    const mark = syntheticMark({ seed: 1, bars, missingRatio: 0.1 });
    const { warnings } = await backtest({ bars, mark, config });
    const missing = bars.count - mark.count;
    expect(missing).toBeGreaterThan(100);
    expect(warnings.find(({ code }) => code === "MARK_PARTIAL")?.message).toContain(
      `${missing} of 2000 bars`,
    );
  });

  test("say so when a mark series belongs to other bars", async () => {
    const bars = syntheticBars({ seed: 1, bars: 500 });
    const later = syntheticBars({ seed: 1, bars: 500, startMs: 1_700_006_400_000 });
    const { warnings } = await backtest({
      bars,
      mark: syntheticMark({ seed: 1, bars: later }),
      config,
    });
    expect(warnings.find(({ code }) => code === "MARK_PARTIAL")?.message).toContain(
      "no row for any",
    );
  });

  test("count the rows that were skipped, with the first reason", async () => {
    const rows = Array.from(
      { length: 300 },
      (_, i) => `${1_704_067_200_000 + i * 60_000},2000,2010,1990,${i === 7 ? "?" : 2000},5`,
    );
    const bars = await loadBars(new TextEncoder().encode(rows.join("\n")), { onBadRow: "skip" });
    const { warnings } = await backtest({ bars, config });
    const message = warnings.find(({ code }) => code === "BARS_SKIPPED")?.message;
    expect(message).toContain("1 rows");
    expect(message).toContain("line 8");
  });

  test("are silent about whole data", async () => {
    const bars = syntheticBars({ seed: 1, bars: 2_000 });
    const mark = syntheticMark({ seed: 1, bars, missingRatio: 0 });
    const { warnings } = await backtest({ bars, mark, config });
    expect(warnings.map(({ code }) => code)).not.toContain("MARK_PARTIAL");
    expect(warnings.map(({ code }) => code)).not.toContain("BARS_SKIPPED");
  });
});
