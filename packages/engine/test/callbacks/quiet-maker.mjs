/** A strategy in a module of its own, that imports nothing. */
export default {
  id: "quiet-maker",
  positionMode: "oneWay",
  parameters: {
    spread: { unit: "ratio", default: 0.001, min: 0, max: 0.1 },
    size: { type: "size" },
  },
  start: () => ({ bars: 0 }),
  onBar({ state }) {
    state.bars++;
  },
  quote(view, orders) {
    const { spread, size } = view.parameters;
    if (view.state.bars < 10) return;
    orders.bid(view.price * (1 - spread), view.quantity(size));
    orders.ask(view.price * (1 + spread), view.quantity(size));
  },
  reach: ({ spread }) => ({ bid: 1 - spread, ask: 1 + spread }),
};
