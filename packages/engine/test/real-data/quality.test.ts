/** The quality report against what is known of the exchange's data. */
import { describe, expect, it } from "vitest";
import { loadBars, loadFunding, loadPriceSeries } from "../../src/market-data/load-node.js";
import { qualityReport } from "../../src/quality/quality-report.js";
import { hasRealData, realData } from "../support/real-data.js";

const TIMEOUT_MS = 60_000;
const at = (text: string) => Date.parse(`${text}Z`);

describe.skipIf(!hasRealData)("quality of the exchange's bars", () => {
  it(
    "knows the halts and the crash of ETHUSDT spot",
    async () => {
      const bars = await loadBars(realData("spot_1m", "ETHUSDT", "*.csv.gz"));
      const { coverage, ticks, outliers, zeroVolume } = qualityReport(bars, { tickSize: 0.01 });
      expect(coverage).toMatchObject({ missing: 2589 });
      expect(coverage.holes).toHaveLength(18);
      expect(coverage.longest).toEqual({ fromMs: at("2020-02-19T11:36:00"), bars: 354 });
      expect(ticks).toMatchObject({ observedTick: 0.01, offTick: 0 });
      const largest = [...outliers.largest].sort((a, b) => Math.abs(b.move) - Math.abs(a.move))[0];
      expect(largest.openMs).toBe(at("2025-02-03T02:07:00"));
      expect(largest.move).toBeCloseTo(2179.52 / 2410.68 - 1, 6);
      expect(zeroVolume?.longest?.fromMs).toBe(at("2021-02-11T02:20:00"));
    },
    TIMEOUT_MS,
  );

  it(
    "knows the hour in which the perpetuals stood still",
    async () => {
      const bars = await loadBars(realData("perp_1m", "FILUSDT", "FILUSDT-1m-2024-10.zip"));
      const { zeroVolume, flat, coverage } = qualityReport(bars);
      expect(coverage.missing).toBe(0);
      expect(zeroVolume?.longest?.fromMs).toBe(at("2024-10-28T20:00:00"));
      expect(zeroVolume?.longest?.bars).toBeGreaterThanOrEqual(60);
      expect(flat.longest).toEqual(zeroVolume?.longest);
    },
    TIMEOUT_MS,
  );

  it(
    "compares a month with its mark prices, with spot and with funding",
    async () => {
      const bars = await loadBars(realData("perp_1m", "ETHUSDT", "ETHUSDT-1m-2024-01.zip"));
      const mark = await loadPriceSeries(
        realData("mark_1m", "ETHUSDT", "ETHUSDT-markPrice-1m-2024-01.zip"),
        "mark",
      );
      const second = await loadBars(realData("spot_1m", "ETHUSDT", "*2024*.csv.gz"));
      const funding = await loadFunding(realData("funding", "ETHUSDT-fundingRate.csv"));
      const report = qualityReport(bars, { mark, second, funding });
      expect(report.mark).toMatchObject({ matched: 44_640, onlyHere: 0, onlyThere: 0 });
      expect(report.second?.basisBps?.mean).toBeCloseTo(0.6, 1);
      expect(report.second?.basisBps?.sd).toBeCloseTo(3.9, 1);
      expect(report.second?.correlation).toBeCloseTo(0.979, 2);
      expect(report.funding).toMatchObject({ count: 93, usualHours: 8, missing: 0, oddCount: 0 });
    },
    TIMEOUT_MS,
  );
});
