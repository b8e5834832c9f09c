/**
 * A strategy of one's own in TypeScript: levels on both sides of a price that leans against the
 * inventory, further away when bars are wide. docs/own-strategies.md walks through it.
 */
import { defineStrategy } from "@perpmill/engine";
import { MeanAtr } from "@perpmill/engine/strategy";

export default defineStrategy({
  id: "breathing-maker",
  positionMode: "oneWay",
  parameters: {
    minSpread: { unit: "ratio", default: 0.0008, min: 0.00001, max: 0.1, scale: "log" },
    rangeMultiple: { unit: "multiple", default: 1.5, min: 0, max: 100 },
    period: { unit: "bars", default: 60, min: 1, max: 10_000 },
    levels: { unit: "count", default: 3, min: 1, max: 20 },
    skew: { unit: "ratio", default: 0.0005, min: 0, max: 0.05 },
    maxInventory: { unit: "ratio", default: 1, min: 0.01, max: 100 },
    size: { type: "size" },
  },

  start({ parameters }) {
    return { range: new MeanAtr(parameters.period) };
  },

  onBar({ state, bar }) {
    state.range.push(bar.high(0), bar.low(0), bar.close(0));
  },

  quote(view, orders) {
    const { minSpread, rangeMultiple, levels, skew, maxInventory, size } = view.parameters;
    const { range } = view.state;
    if (!range.ready) return;
    const wide = (rangeMultiple * range.value) / view.price;
    const spread = Math.max(minSpread, wide) * view.spreadMultiplier;
    const inventory = view.inventory(maxInventory);
    const centre = view.price * (1 - skew * inventory);
    const quantity = view.quantity(size);
    for (let level = 1; level <= levels; level++) {
      if (inventory < 1) orders.bid(centre * Math.max(0, 1 - level * spread), quantity);
      if (inventory > -1) orders.ask(centre * (1 + level * spread), quantity);
    }
  },

  reach: ({ minSpread, skew }, spreadMultiplier) => ({
    bid: (1 + skew) * (1 - minSpread * spreadMultiplier),
    ask: (1 - skew) * (1 + minSpread * spreadMultiplier),
  }),
});
