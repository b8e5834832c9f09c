/** The everyday scenarios in both layers, against C. */
import { SCENARIOS } from "../scenarios.js";
import type { Suite } from "../suite.js";
import { COMPARED_HEAD, compare, comparedRow } from "./compare.js";

export const LAYERS: Suite = {
  name: "layers",
  async run(context) {
    const data = await compare(context, SCENARIOS, ["lazy", "plain"]);
    return {
      title: "One configuration, five years of minutes",
      notes: [
        "0.2 % spread, orders of 2 % of equity, leverage 5, funding every 8 h, participation cap, ETHUSDT's tiers; trades logged, equity column, drawdowns and daily returns kept. CPU time of the simulation, `lazy` is the default layer.",
        "C: the same loops, built with `gcc -O3 -march=native -ffp-contract=off` (`bench/c`). Its trades and its equity column are checked to be the kernel's, bit for bit. The two take turns.",
      ],
      head: COMPARED_HEAD,
      rows: data.map(comparedRow),
      data,
    };
  },
};
