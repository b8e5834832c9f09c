/** An explained fill is the run's own, and other assumptions begin where the run stood. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type BacktestResult,
  backtest,
  type ConfigInput,
  explainFill,
  type FillExplanation,
  type RunInputs,
  syntheticBars,
  tradeRecords,
} from "../../src/index.js";
import { choices } from "../support/choices.js";
import { WORST_CASES } from "../support/profiles.js";
import { randomInputs } from "../support/random-run.js";
import { drawn } from "../support/runs-and-seed.js";

const RUNS = 32;
/** Fills explained of one run: first, last, and some between. */
const FILLS_A_RUN = 8;

function someRows(length: number, most: number): number[] {
  if (length <= most) return Array.from({ length }, (_, row) => row);
  return Array.from({ length: most }, (_, i) => Math.round((i * (length - 1)) / (most - 1)));
}

function expectOwn(result: BacktestResult, row: number, explained: FillExplanation): void {
  const { trades, equity } = result;
  const bar = trades.barIndex[row];
  const first = trades.barIndex.indexOf(bar);
  const end = trades.barIndex.lastIndexOf(bar) + 1;
  expect(explained.barFills).toStrictEqual(tradeRecords(trades, first, end));
  expect(explained.fill).toStrictEqual(tradeRecords(trades, row, row + 1)[0]);
  expect(explained.fillIndex).toBe(row - first);
  expect(explained.bar.index).toBe(bar);
  const [own, ...others] = explained.others;
  expect(own).toMatchObject({ own: true, outcome: "same", fills: end - first });
  expect(own.fill).toStrictEqual(explained.fill);
  expect(Object.is(own.equityAfter, equity.equity[bar])).toBe(true);
  expect(others.some((other) => other.own)).toBe(false);
  const twin = others.find(
    ({ path, rule, maxParticipation }) =>
      rule === own.rule &&
      maxParticipation === own.maxParticipation &&
      path[2].price === own.path[2].price &&
      path[2].mark === own.path[2].mark,
  );
  // Another model with the same path is the same walk.
  if (twin !== undefined) expect({ ...twin, model: own.model, own: true }).toStrictEqual(own);
}

function expectOrder(explained: FillExplanation): void {
  const { fill, order, path, step, accountBefore, accountAfter } = explained;
  expect(order.side).toBe(fill.side);
  expect(order.quantity).toBeGreaterThanOrEqual(fill.quantity);
  expect(order.remaining).toBeGreaterThanOrEqual(0);
  expect(accountAfter.balance).toBe(fill.balanceAfter);
  expect([accountAfter.long, accountAfter.short]).toEqual([fill.longAfter, fill.shortAfter]);
  const money = Math.abs(accountBefore.balance) + Math.abs(fill.realizedPnl) + Math.abs(fill.fee);
  const change = fill.realizedPnl - fill.fee;
  expect(Math.abs(accountAfter.balance - accountBefore.balance - change)).toBeLessThanOrEqual(
    1e-9 * money,
  );
  expect(explained.reachedAtMs).toBeGreaterThanOrEqual(path[step - 1].timeMs);
  expect(explained.reachedAtMs).toBeLessThanOrEqual(path[step].timeMs);
  expect(path[step].timeMs).toBe(fill.timeMs);
  expect(explained.why.text).toMatch(/^[A-Z].*\.$/);
  for (const value of Object.values(explained.why.values)) expect(value).not.toBeNaN();
  if (order.trigger === null) return;
  expect(order.price).toBe(fill.price);
  expect(order.restingSinceMs).toBeLessThan(fill.timeMs);
  expect(order.level).toBeGreaterThanOrEqual(1);
  const [from, to] = [path[step - 1].price, path[step].price];
  if (fill.side === "buy") expect(Math.min(from, to)).toBeLessThanOrEqual(order.trigger);
  else expect(Math.max(from, to)).toBeGreaterThanOrEqual(order.trigger);
}

async function checkRun(inputs: RunInputs, most: number): Promise<number> {
  const result = await backtest(inputs);
  const rows = someRows(result.trades.length, most);
  for (const row of rows) {
    const explained = await explainFill({ ...inputs, fill: row });
    expectOwn(result, row, explained);
    expectOrder(explained);
  }
  return rows.length;
}

describe("an explained fill", () => {
  it("is the run's, bit for bit, in random runs", async () => {
    let explained = 0;
    await fc.assert(
      fc.asyncProperty(choices(), async (values) => {
        explained += await checkRun(randomInputs(values), FILLS_A_RUN);
      }),
      drawn("explained fills", RUNS),
    );
    expect(explained).toBeGreaterThan(RUNS);
  });

  it.each(Object.keys(WORST_CASES))("is the run's in the worst cases: %s", async (name) => {
    await fc.assert(
      fc.asyncProperty(choices(WORST_CASES[name]), async (values) => {
        await checkRun(randomInputs(values), FILLS_A_RUN);
      }),
      drawn(name, RUNS / 4),
    );
  });

  it("is the run's for every trade of a small run", async () => {
    const bars = syntheticBars({ seed: 5, bars: 200 });
    for (const name of ["dual-maker", "pure-maker"]) {
      for (const model of ["direction", "nearest", "lowFirst", "highFirst", "random"] as const) {
        const strategy = {
          name,
          bidSpread: 0.0004,
          askSpread: 0.0004,
          size: { equityRatio: 0.05 },
          orderRefreshMs: 15_000,
        };
        const config = {
          instrument: "ETHUSDT",
          account: { initialBalance: 10_000, leverage: 5 },
          path: { model, seed: 3 },
          strategy,
        };
        expect(await checkRun({ bars, config }, 1_000)).toBeGreaterThan(10);
      }
    }
  });

  it("is the same in any order of asking, when states of a long run are kept", async () => {
    const bars = syntheticBars({ seed: 8, bars: 180_000 });
    const config: ConfigInput = {
      instrument: "ETHUSDT",
      account: { initialBalance: 10_000, leverage: 5 },
      path: { model: "random", seed: 4 },
      volatility: { atrPeriod: 30, high: 0.001, highSpreadMultiplier: 2 },
      funding: { mode: "constant", rate: 0.0001 },
      strategy: {
        name: "dual-maker",
        bidSpread: 0.001,
        askSpread: 0.001,
        size: { equityRatio: 0.02 },
      },
    };
    const { trades } = await backtest({ bars, config });
    const last = trades.length - 1;
    const explain = (from: typeof bars, fill: number) => explainFill({ bars: from, config, fill });
    for (const row of [last, 0, Math.floor(last / 2), last - 1, Math.floor(last / 3), last]) {
      const explained = await explain(bars, row);
      expect(explained).toStrictEqual(await explain({ ...bars }, row));
      expect(explained.fill).toStrictEqual(tradeRecords(trades, row, row + 1)[0]);
    }
    // Another configuration on the same bars has states of its own.
    const other = { ...config, path: { model: "direction" } as const };
    const { trades: others } = await backtest({ bars, config: other });
    const row = others.length - 1;
    const explained = await explainFill({ bars, config: other, fill: row });
    expect(explained.fill).toStrictEqual(tradeRecords(others, row, row + 1)[0]);
  });

  it("says of other assumptions what a run under them does, where both begin alike", async () => {
    let compared = 0;
    for (let seed = 1; seed <= 25; seed++) {
      const bars = syntheticBars({ seed, bars: 200 });
      // Quotes are renewed at the open of every bar, so that before the first fill all runs are one.
      const config: ConfigInput = {
        instrument: "ETHUSDT",
        account: { initialBalance: 10_000, leverage: 5 },
        fills: { maxParticipation: 0.001 },
        risk: { positionStopLoss: 0.0005 },
        strategy: {
          name: "pure-maker",
          bidSpread: 0.0006,
          askSpread: 0.0006,
          levels: 3,
          levelSpacing: 0.0002,
          size: { equityRatio: 0.1 },
        },
      };
      const explained = await explainFill({ bars, config, fill: 0 });
      const bar = explained.bar.index;
      for (const other of explained.others) {
        const { model, rule, maxParticipation } = other;
        const variant = { ...config, path: { model }, fills: { rule, maxParticipation } };
        const { trades, equity } = await backtest({ bars, config: variant });
        if (trades.length > 0 && trades.barIndex[0] < bar) continue;
        compared++;
        const fills = trades.barIndex.filter((index) => index === bar).length;
        expect(other.fills).toBe(fills);
        expect(other.equityAfter).toBe(equity.equity[bar]);
        if (other.fill !== null) {
          expect(tradeRecords(trades, 0, fills)).toContainEqual(other.fill);
        }
      }
    }
    expect(compared).toBeGreaterThan(200);
  });
});
