/** 2024-10-28 20:00 to 20:59: the whole market stood still, flat bars without volume. */
import { describe, expect, it } from "vitest";
import { openTimeMs } from "../../src/market-data/bars.js";
import { loadBars } from "../../src/market-data/load-node.js";
import { backtest } from "../../src/runs/backtest.js";
import { hasRealData, realData } from "../support/real-data.js";

const FROM_MS = Date.UTC(2024, 9, 28, 20);
const TO_MS = FROM_MS + 3_600_000;

const FILES = [
  ["FILUSDT, minutes", realData("perp_1m", "FILUSDT", "FILUSDT-1m-2024-10.zip"), "0.001"],
  ["BTCUSDT, hours", realData("fixtures", "BTCUSDT-1h-2024-10-28.zip"), "0.1"],
] as const;

const STRATEGIES = [
  { name: "dual-maker", bidSpread: 0.0001, askSpread: 0.0001, size: { equityRatio: 0.01 } },
  {
    name: "pure-maker",
    bidSpread: 0,
    askSpread: 0,
    levels: 4,
    levelSpacing: 0.0005,
    size: { equityRatio: 0.01 },
  },
];

describe.skipIf(!hasRealData).each(FILES)("2024-10-28 20:00 of %s", (_, path, tickSize) => {
  it("is flat and without volume", async () => {
    const bars = await loadBars(path);
    let rows = 0;
    for (let row = 0; row < bars.count; row++) {
      if (openTimeMs(bars, row) < FROM_MS || openTimeMs(bars, row) >= TO_MS) continue;
      expect([bars.high[row], bars.volume?.[row]]).toEqual([bars.low[row], 0]);
      rows++;
    }
    expect(rows).toBe(3_600_000 / bars.intervalMs);
  });

  it.each(
    STRATEGIES,
  )("fills nothing, with and without a cap, touch or through: $name", async (strategy) => {
    const bars = await loadBars(path);
    for (const maxParticipation of [0.1, null]) {
      for (const rule of ["touch", "through"] as const) {
        const { trades } = await backtest({
          bars,
          config: {
            instrument: { tickSize, stepSize: "0.001" },
            account: { initialBalance: 10_000, leverage: 10 },
            fills: { rule, maxParticipation },
            strategy: { ...strategy, orderRefreshMs: 0 },
          },
        });
        const inside = trades.timeMs.filter((time) => time >= FROM_MS && time < TO_MS);
        expect(trades.length).toBeGreaterThan(0);
        expect([...inside]).toEqual([]);
      }
    }
  });
});
