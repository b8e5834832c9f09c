/** Regimes in which little can be passed over, and what a fill costs. */
import { CALM_SCENARIO, FILLING_SCENARIO, WORST_SCENARIOS } from "../scenarios.js";
import type { Suite } from "../suite.js";
import { COMPARED_HEAD, type Compared, compare, comparedRow } from "./compare.js";

/** Extra time of the many fills, shared among them. */
function nsPerFill(data: readonly Compared[], layer: Compared["layer"]): number {
  const [calm, filling] = [CALM_SCENARIO, FILLING_SCENARIO].map(({ name }) => {
    const found = data.find((one) => one.scenario === name && one.layer === layer);
    if (found === undefined) throw new Error(`${name} was not measured`);
    return found;
  });
  const extraMs = filling.wasm.minMs - calm.wasm.minMs;
  return (extraMs * 1e6) / (filling.outcome.fills - calm.outcome.fills);
}

export const WORST_CASES: Suite = {
  name: "worst-cases",
  async run(context) {
    const data = await compare(context, WORST_SCENARIOS, ["lazy", "plain"]);
    const perFill = nsPerFill(data, "lazy");
    return {
      title: "Worst cases",
      notes: [
        `A fill costs ${perFill.toFixed(0)} ns in the lazy layer, with the quote that is worked out for it and the bar that has to be walked: the time of "${FILLING_SCENARIO.name}" over that of "${CALM_SCENARIO.name}", divided by the fills.`,
      ],
      head: COMPARED_HEAD,
      rows: data.map(comparedRow),
      data: { compared: data, nsPerFill: perFill },
    };
  },
};
