/** A strategy with a memory: several levels around the price that lean with a moving average. */
import { Ema } from "@perpmill/core-wasm/portable";
import { defineStrategy } from "../../src/callbacks/define-strategy.js";
import type { ParameterValues } from "../../src/callbacks/parameters.js";
import type { OneWayOrders, StrategyView } from "../../src/callbacks/view.js";

const PARAMETERS = {
  spread: { unit: "ratio", default: 0.0008, min: 0.0001, max: 0.1 },
  levels: { unit: "count", default: 3, min: 1, max: 10 },
  period: { unit: "bars", default: 30, min: 1, max: 1000 },
  lean: { unit: "ratio", default: 0.0004, min: 0, max: 0.01 },
  size: { type: "size" },
} as const;

type Parameters = ParameterValues<typeof PARAMETERS>;
type View = StrategyView<typeof PARAMETERS, { readonly mean: Ema }>;

function quote(view: View, orders: OneWayOrders): void {
  const { mean } = view.state;
  if (!mean.ready) return;
  const { spread, levels, lean, size } = view.parameters;
  const centre = view.price * (1 + (view.price > mean.value ? lean : -lean));
  const quantity = view.quantity(size);
  const share = view.inventory(2);
  for (let level = 1; level <= levels; level++) {
    const distance = level * spread * view.spreadMultiplier;
    if (share < 1) orders.bid(centre * (1 - distance), quantity);
    if (share > -1) orders.ask(centre * (1 + distance), quantity);
  }
}

const DEFINITION = {
  positionMode: "oneWay",
  parameters: PARAMETERS,
  start: ({ parameters }: { readonly parameters: Parameters }) => ({
    mean: new Ema(parameters.period),
  }),
  onBar({ state, bar }: View): void {
    state.mean.push(bar.close(0));
  },
  quote,
} as const;

/** Quotes are worked out where the price comes near them. */
export const TREND_MAKER = defineStrategy({
  ...DEFINITION,
  id: "trend-maker",
  reach: ({ spread, lean }, multiplier) => ({
    bid: (1 + lean) * (1 - spread * multiplier),
    ask: (1 - lean) * (1 + spread * multiplier),
  }),
});

/** The same, asked at every quote. */
export const EAGER_TREND_MAKER = defineStrategy({ ...DEFINITION, id: "trend-maker" });
