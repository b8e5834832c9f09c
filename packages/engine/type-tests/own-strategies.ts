/** What must compile of strategies in TypeScript, and what must not: read by `npm run types`, never run. */
import {
  type Bars,
  backtest,
  defineStrategy,
  type HedgeOrders,
  type OrderSize,
  type StrategyView,
} from "../src/node.js";

const common = { instrument: "ETHUSDT", account: { initialBalance: 1000 } };

export const maker = defineStrategy({
  positionMode: "oneWay",
  parameters: {
    spread: { unit: "ratio", default: 0.001, min: 0, max: 0.1 },
    stop: { unit: "ratio", default: null, min: 0, max: 1 },
    pace: { type: "choice", values: ["slow", "fast"], default: "slow" },
    leans: { type: "boolean", default: true },
    size: { type: "size" },
  },
  start: ({ parameters }) => ({ closes: [0], fast: parameters.pace === "fast" }),
  onBar({ state, bar }) {
    state.closes.push(bar.close(0));
    // @ts-expect-error nothing else was made by start
    state.opens.push(bar.open(0));
  },
  quote(view, orders) {
    const spread: number = view.parameters.spread;
    const stop: number | null = view.parameters.stop;
    const pace: "slow" | "fast" = view.parameters.pace;
    const leans: boolean = view.parameters.leans;
    const size: OrderSize = view.parameters.size;
    orders.bid(view.price * (1 - spread), view.quantity(size));
    // @ts-expect-error no such parameter
    void view.parameters.spreads;
    // @ts-expect-error one-way mode has no sides
    orders.openLong(1, 1);
    // @ts-expect-error a view is read, not written
    view.price = 1;
    void [stop, pace, leans];
  },
  reach: ({ spread }, multiplier) => ({ bid: 1 - spread * multiplier, ask: 1 }),
});

export const hedge = defineStrategy({
  positionMode: "hedge",
  quote(view: StrategyView<object, undefined>, orders: HedgeOrders) {
    orders.openLong(view.price * 0.99, 1);
    orders.closeLong(view.price * 1.01, view.long);
    // @ts-expect-error hedge mode has sides
    orders.bid(1, 1);
  },
});

export async function runs(bars: Bars): Promise<void> {
  await backtest({ bars, config: { ...common, strategy: { name: maker, spread: 0.002 } } });
  await backtest({ bars, config: { ...common, strategy: { module: "./maker.mjs", spread: 1 } } });
  await backtest({
    bars,
    config: { ...common, strategy: { name: "callback:maker" } },
    userStrategy: maker,
  });
  // @ts-expect-error a name or the strategy itself
  await backtest({ bars, config: { ...common, strategy: { name: 5 } } });
  // @ts-expect-error it must quote
  defineStrategy({ positionMode: "oneWay" });
  // @ts-expect-error there are two position modes
  defineStrategy({ positionMode: "net", quote() {} });
  defineStrategy({
    positionMode: "oneWay",
    // @ts-expect-error a number has bounds
    parameters: { spread: { unit: "ratio", default: 1 } },
    quote() {},
  });
}
