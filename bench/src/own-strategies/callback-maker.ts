/** `pure-maker` with one level as strategies in TypeScript that the host is asked for. */
import { defineStrategy } from "../../../packages/engine/src/callbacks/define-strategy.js";
import type { OneWayOrders, StrategyView } from "../../../packages/engine/src/callbacks/view.js";

const PARAMETERS = {
  bidSpread: { unit: "ratio", min: 0, max: 0.99 },
  askSpread: { unit: "ratio", min: 0, max: 0.99 },
  size: { type: "size" },
  maxInventoryRatio: { unit: "ratio", default: 1, min: 1e-6, max: 1000 },
  inventorySkew: { unit: "ratio", default: 0, min: 0, max: 0.99 },
} as const;

function quote(view: StrategyView<typeof PARAMETERS, undefined>, orders: OneWayOrders): void {
  const { bidSpread, askSpread, size, maxInventoryRatio, inventorySkew } = view.parameters;
  const x = view.inventory(maxInventoryRatio);
  const centre = view.price * (1 - inventorySkew * x);
  const quantity = view.quantity(size);
  if (x < 1) orders.bid(centre * (1 - bidSpread * view.spreadMultiplier), quantity);
  if (x > -1) orders.ask(centre * (1 + askSpread * view.spreadMultiplier), quantity);
}

/** Asked for every quote. */
export const CALLBACK = defineStrategy({
  id: "copy",
  positionMode: "oneWay",
  parameters: PARAMETERS,
  quote,
});

/** Asked for the quotes that the price comes near. */
export const CALLBACK_WITH_REACH = defineStrategy({
  id: "copy-with-reach",
  positionMode: "oneWay",
  parameters: PARAMETERS,
  quote,
  reach: ({ bidSpread, askSpread, inventorySkew }, multiplier) => ({
    bid: (1 + inventorySkew) * (1 - bidSpread * multiplier),
    ask: (1 - inventorySkew) * (1 + askSpread * multiplier),
  }),
});
