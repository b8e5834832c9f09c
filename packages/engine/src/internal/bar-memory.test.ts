import { describe, expect, test } from "vitest";
import type { Bars } from "../market-data/bars.js";
import { sliceBars } from "../market-data/views.js";
import { backtest } from "../runs/backtest.js";
import { syntheticBars } from "../synthetic/synthetic-bars.js";
import { allocateBarMemory } from "./bar-memory.js";

const CONFIG = {
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000, leverage: 5 },
  strategy: {
    name: "pure-maker",
    bidSpread: 0.0005,
    askSpread: 0.0005,
    size: { equityRatio: 0.02 },
  },
};

/** The same bars, their columns in a kernel memory. */
function inBarMemory(bars: Bars): Bars {
  const { volume } = bars;
  if (volume === null) throw new Error("the synthetic market has volume");
  const { buffer, byteOffset } = allocateBarMemory(bars.count * 28);
  let at = byteOffset + bars.count * 8;
  const place = (column: Int32Array): Int32Array => {
    const view = new Int32Array(buffer, at, column.length);
    view.set(column);
    at += column.byteLength;
    return view;
  };
  const volumeView = new Float64Array(buffer, byteOffset, bars.count);
  volumeView.set(volume);
  return {
    ...bars,
    volume: volumeView,
    timeIndex: place(bars.timeIndex),
    open: place(bars.open),
    high: place(bars.high),
    low: place(bars.low),
    close: place(bars.close),
  };
}

describe("bars that lie in a kernel memory", () => {
  const bars = syntheticBars({ seed: 3, bars: 20_000 });
  const placed = inBarMemory(bars);

  test("give the same result as bars that are copied, again and again", async () => {
    const copied = await backtest({ bars, config: CONFIG });
    for (let round = 0; round < 2; round++) {
      const result = await backtest({ bars: placed, config: CONFIG });
      expect(result.metrics).toEqual(copied.metrics);
    }
    expect(copied.metrics.fills).toBeGreaterThan(100);
  });

  test("stay as they were", () => {
    expect(placed.close).toEqual(bars.close);
    expect(placed.volume).toEqual(bars.volume);
  });

  test("can be run in parts and twice at the same time", async () => {
    const config = { ...CONFIG, data: { start: bars.baseTimeMs + 7_200_000 } };
    const expected = await backtest({ bars, config });
    const results = await Promise.all([
      backtest({ bars: placed, config, onProgress: () => {} }),
      backtest({ bars: placed, config, onProgress: () => {} }),
      backtest({ bars: sliceBars(placed, bars.baseTimeMs + 7_200_000, null), config }),
    ]);
    for (const { metrics } of results) {
      expect(metrics.resultHash).toBe(expected.metrics.resultHash);
    }
  });
});
