/** Strategies that misbehave end their run with one error, and leave everything as good as before. */
import { describe, expect, it } from "vitest";
import { defineStrategy } from "../../src/callbacks/define-strategy.js";
import type { HedgeOrders, OneWayOrders, StrategyView } from "../../src/callbacks/view.js";
import { PerpmillError } from "../../src/errors.js";
import { backtest } from "../../src/runs/backtest.js";
import { residentBars } from "../../src/runs/bar-memory.js";
import type { RunConfig } from "../../src/runs/prepare.js";
import { syntheticBars } from "../../src/synthetic/synthetic-bars.js";

const bars = residentBars(syntheticBars({ seed: 3, bars: 2_000, startMs: Date.UTC(2024, 0, 1) }));

const COMMON = {
  instrument: { tickSize: "0.01", stepSize: "0.001" },
  account: { initialBalance: 10_000 },
};

const GOOD: RunConfig = {
  ...COMMON,
  strategy: {
    name: "pure-maker",
    bidSpread: 0.001,
    askSpread: 0.001,
    size: { equityRatio: 0.1 },
  },
};

type View = StrategyView<object, undefined>;

/** Behaves until bar 1,234. */
function laterOn(act: (view: View, orders: OneWayOrders & HedgeOrders) => unknown) {
  return (view: View, orders: OneWayOrders): void => {
    orders.bid(view.price * 0.999, 0.1);
    if (view.bar.count >= 1234) act(view, orders as OneWayOrders & HedgeOrders);
  };
}

function oneWay(quote: (view: View, orders: OneWayOrders) => void) {
  return defineStrategy({ id: "naughty", positionMode: "oneWay", quote });
}

async function failureOf(strategy: ReturnType<typeof defineStrategy>): Promise<PerpmillError> {
  const before = await backtest({ bars, config: GOOD });
  const failed = backtest({ bars, config: { ...COMMON, strategy: { name: strategy } } });
  const error: unknown = await failed.then(
    () => null,
    (reason: unknown) => reason,
  );
  const after = await backtest({ bars, config: GOOD });
  expect(after.metrics.resultHash).toBe(before.metrics.resultHash);
  if (!(error instanceof PerpmillError)) throw new Error(`not the one error: ${String(error)}`);
  return error;
}

const AT = "in quote, at bar 1234, 2024-01-01T20:34:00.000Z";

describe("a strategy that misbehaves", () => {
  it.each([
    ["the price NaN", (price: number) => price * Number.NaN, 1],
    ["the price Infinity", () => Number.POSITIVE_INFINITY, 1],
    ["the price -5", () => -5, 1],
    ["the quantity NaN", (price: number) => price, Number.NaN],
    ["the quantity -1", (price: number) => price, -1],
    ["the quantity Infinity", (price: number) => price, Number.POSITIVE_INFINITY],
  ])("is told of %s", async (what, price, quantity) => {
    const error = await failureOf(
      oneWay(laterOn((view, orders) => orders.ask(price(view.price), quantity))),
    );
    expect(error.code).toBe("STRATEGY_FAILED");
    expect(error.message).toBe(`callback:naughty called ask with ${what} ${AT}`);
    expect(error.where).toEqual({ bar: 1234, timeMs: Date.UTC(2024, 0, 1, 20, 34) });
    expect(error.hint).toContain("finite number");
  });

  it("keeps what it threw as the cause", async () => {
    const thrown = new RangeError("no such level");
    const error = await failureOf(
      oneWay(
        laterOn(() => {
          throw thrown;
        }),
      ),
    );
    expect(error.code).toBe("STRATEGY_FAILED");
    expect(error.message).toBe(`callback:naughty threw RangeError: no such level ${AT}`);
    expect(error.cause).toBe(thrown);
  });

  it("cannot place ten thousand orders", async () => {
    const error = await failureOf(
      oneWay(
        laterOn((view, orders) => {
          for (let i = 0; i < 10_000; i++) orders.bid(view.price * (0.99 - i * 1e-6), 0.1);
        }),
      ),
    );
    expect(error.message).toBe(`callback:naughty placed more than 64 buys at one quote ${AT}`);
  });

  it("cannot place orders of the other position mode", async () => {
    const one = await failureOf(
      oneWay(laterOn((view, orders) => orders.openLong(view.price * 0.99, 1))),
    );
    expect(one.message).toContain('called openLong, which positionMode "oneWay" does not have');
    const quote = (_: View, orders: HedgeOrders) =>
      (orders as HedgeOrders & OneWayOrders).bid(1, 1);
    const other = await failureOf(defineStrategy({ positionMode: "hedge", quote }));
    expect(other.message).toContain('called bid, which positionMode "hedge" does not have');
    expect(other.where.bar).toBe(0);
  });

  it("cannot place orders after its quote", async () => {
    let kept: OneWayOrders | null = null;
    const error = await failureOf(
      defineStrategy({
        positionMode: "oneWay",
        quote(_, orders) {
          kept = orders;
        },
        onBar(view) {
          if (view.bar.count === 100) kept?.bid(view.price * 0.99, 1);
        },
      }),
    );
    expect(error.message).toContain("called bid outside of quote in onBar, at bar 99,");
    expect(error.where).toEqual({ bar: 99, timeMs: Date.UTC(2024, 0, 1, 1, 39, 59, 999) });
  });

  it("cannot let a run wait", async () => {
    const quote = async () => {};
    const error = await failureOf(defineStrategy({ positionMode: "oneWay", quote }));
    expect(error.message).toContain("returned a promise in quote, at bar 0");
  });

  it("must keep the promise of its reach", async () => {
    const error = await failureOf(
      defineStrategy({
        positionMode: "oneWay",
        quote: laterOn((view, orders) => orders.ask(view.price * 1.0005, 0.1)),
        reach: { bid: 0.999, ask: 1.001 },
      }),
    );
    expect(error.message).toMatch(
      /called ask with the price [\d.]+, below [\d.]+, which reach promises as the lowest ask in quote, at bar 1\d\d\d,/,
    );
  });

  it("must give a reach of two numbers", async () => {
    const error = await failureOf(
      defineStrategy({
        positionMode: "oneWay",
        quote: () => {},
        reach: () => ({ bid: Number.NaN, ask: 1.001 }),
      }),
    );
    expect(error.message).toContain('gave {"bid":null,"ask":1.001} in reach, before the first bar');
  });

  it("is told when it cannot start", async () => {
    const error = await failureOf(
      defineStrategy({
        positionMode: "oneWay",
        start() {
          throw new Error("nothing to start with");
        },
        quote: () => {},
      }),
    );
    expect(error.message).toBe(
      "callback:callback threw Error: nothing to start with in start, before the first bar",
    );
  });
});
