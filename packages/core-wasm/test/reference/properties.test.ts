/** What holds for every run, whatever the configuration and the market. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ReferenceInput, type ReferenceResult, simulate } from "../../reference/index.js";
import { randomInput } from "./random-input.js";

const RUNS = Number(process.env.FC_RUNS ?? 80);
const SEED = Number(process.env.FC_SEED ?? 20_240_129);
console.log(`fast-check: seed ${SEED}, ${RUNS} runs a property`);

function holds(check: (input: ReferenceInput, result: ReferenceResult) => void): void {
  fc.assert(
    fc.property(randomInput, (input) => {
      check(input, simulate(input));
    }),
    { numRuns: RUNS, seed: SEED },
  );
}

function expectClose(a: number, b: number, scale: number): void {
  expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * (Math.abs(scale) + 1));
}

describe("every run", () => {
  it("adds its profit up from where it comes from", () => {
    holds((input, { metrics, trades }) => {
      const m = metrics;
      const parts = m.spreadPnl + m.inventoryPnl - m.fees + m.rebates + m.funding + m.deficit;
      const turnover = trades.reduce((sum, row) => sum + Math.abs(row.realizedPnl) + row.fee, 0);
      const { initialBalance } = input.config.account;
      expectClose(parts, m.finalEquity - initialBalance, turnover + m.finalEquity + initialBalance);
    });
  });

  it("holds the sum of its fills, one side at a time", () => {
    holds((input, { trades }) => {
      const isOneWay = input.config.account.positionMode === "oneWay";
      let long = 0;
      let short = 0;
      for (const row of trades) {
        const signed = row.side === "buy" ? row.lots : -row.lots;
        if (row.positionSide === "long") long += signed;
        else if (row.positionSide === "short") short -= signed;
        else {
          const net = long - short + signed;
          long = Math.max(net, 0);
          short = Math.max(-net, 0);
        }
        expect([row.longAfterLots, row.shortAfterLots]).toEqual([long, short]);
        expect(row.positionSide === "net").toBe(isOneWay);
        expect(row.lots > 0 && row.closedLots <= row.lots).toBe(true);
        expect(Math.min(long, short)).toBeGreaterThanOrEqual(0);
      }
    });
  });

  it("fills no maker at a price the path did not reach, and no more than the volume allows", () => {
    holds((input, { trades }) => {
      const { bars, config } = input;
      const tick = Math.round(config.instrument.tickSize * 10 ** input.priceDecimals);
      const { rule, throughTicks, maxParticipation } = config.fills;
      const through = rule === "touch" ? 0 : throughTicks * tick;
      const lotBase = config.instrument.stepSize * config.instrument.contractSize;
      const taken = new Map<number, number>();
      for (const row of trades.filter((trade) => trade.liquidity === "maker")) {
        const i = row.barIndex;
        const before = i === 0 ? bars.open[0] : bars.close[i - 1];
        if (row.side === "buy") {
          expect(Math.min(before, bars.low[i])).toBeLessThanOrEqual(row.priceUnits - through);
          expect(row.priceUnits).toBeLessThan(row.referenceUnits);
        } else {
          expect(Math.max(before, bars.high[i])).toBeGreaterThanOrEqual(row.priceUnits + through);
          expect(row.priceUnits).toBeGreaterThan(row.referenceUnits);
        }
        taken.set(i, (taken.get(i) ?? 0) + row.lots);
      }
      if (maxParticipation === null || bars.volume === null) return;
      for (const [i, lots] of taken) {
        expect(lots * lotBase).toBeLessThanOrEqual(
          maxParticipation * bars.volume[i] + 1e-5 * lotBase,
        );
      }
    });
  });

  it("fills no taker further than the slippage beyond the path", () => {
    holds((input, { trades }) => {
      const { bars, config } = input;
      const tick = Math.round(config.instrument.tickSize * 10 ** input.priceDecimals);
      const slippage = config.fills.slippageTicks * tick;
      for (const row of trades.filter((trade) => trade.liquidity === "taker")) {
        const i = row.barIndex;
        const before = i === 0 ? bars.open[0] : bars.close[i - 1];
        const [low, high] = [Math.min(before, bars.low[i]), Math.max(before, bars.high[i])];
        // Checked at the limit of an order left over from an earlier bar, which may lie anywhere.
        if (row.reason === "liquidation" && config.fills.maxParticipation !== null) continue;
        // Stops and liquidations are clamped to limits, which lie up to the trigger's distance
        // behind the price that reached them.
        const isOnTheWay = row.reason === "liquidation" || row.reason === "stop";
        const reach = isOnTheWay ? throughOf(input) : 0;
        expect(row.referenceUnits).toBeGreaterThanOrEqual(low - reach);
        expect(row.referenceUnits).toBeLessThanOrEqual(high + reach);
        const worse =
          row.side === "buy"
            ? row.priceUnits - row.referenceUnits
            : row.referenceUnits - row.priceUnits;
        expect(worse).toBeLessThanOrEqual(row.reason === "liquidation" ? 0 : slippage);
      }
    });
  });

  it("knows nothing of later bars", () => {
    holds((input, whole) => {
      const cut = Math.ceil(whole.equity.length / 2);
      const spoil = (column: ArrayLike<number>): number[] =>
        Array.from(column, (value, i) => (i < cut ? value : value * 3));
      const { bars } = input;
      const spoilt = {
        openTimeMs: bars.openTimeMs,
        open: spoil(bars.open),
        high: spoil(bars.high),
        low: spoil(bars.low),
        close: spoil(bars.close),
        volume: bars.volume === null ? null : spoil(bars.volume),
      };
      const other = simulate({ ...input, bars: spoilt });
      expect(other.equity.slice(0, cut)).toEqual(whole.equity.slice(0, cut));
      const early = (result: ReferenceResult) => result.trades.filter((row) => row.barIndex < cut);
      expect(early(other)).toEqual(early(whole));
    });
  });
});

function throughOf(input: ReferenceInput): number {
  const { rule, throughTicks } = input.config.fills;
  const tick = Math.round(input.config.instrument.tickSize * 10 ** input.priceDecimals);
  return rule === "touch" ? 0 : throughTicks * tick;
}

describe("the random inputs", () => {
  it("meet every kind of event, so that the properties say something", () => {
    const seen = new Map<string, number>();
    const count = (name: string, happened: boolean): void => {
      seen.set(name, (seen.get(name) ?? 0) + Number(happened));
    };
    holds((input, { metrics, trades }) => {
      for (const reason of ["quote", "stop", "limit", "regime", "liquidation"]) {
        count(
          reason,
          trades.some((row) => row.reason === reason),
        );
      }
      const { maxParticipation } = input.config.fills;
      count("bars", maxParticipation !== null && trades.length > 0);
      count("deficit", metrics.deficit > 0);
      count("funding", metrics.funding !== 0);
      count("rebates", metrics.rebates !== 0);
      count("rejected leverage", (metrics.rejected?.leverage ?? 0) > 0);
      count("rejected margin", (metrics.rejected?.margin ?? 0) > 0);
      count("rejected tooSmall", (metrics.rejected?.tooSmall ?? 0) > 0);
      count("stopped", metrics.stopped !== null);
    });
    console.log(Object.fromEntries(seen));
    expect([...seen].filter(([, times]) => times === 0)).toEqual([]);
  });
});
