/** Every built-in strategy in both layers, the strategies taking turns. */
import { deepStrictEqual } from "node:assert";
import { type KernelTask, prepareTask, runOutcome, timeRun } from "../kernel-task.js";
import type { Layer, RunOutcome } from "../outcome.js";
import { measureInTurns, type Times } from "../rounds.js";
import { STRATEGY_SCENARIOS } from "../strategy-scenarios.js";
import type { Suite } from "../suite.js";
import { FIVE_YEARS } from "./compare.js";

/** Runs of each in the lazy layer, at the least. */
export const RUNS_MIN = 15;
/** What `measureInTurns` makes of a round. */
export const RUNS_A_ROUND = 2;

interface Measured {
  readonly strategy: string;
  readonly outcome: RunOutcome;
  readonly lazy: Times;
  readonly plain: Times;
}

function nsPerBar({ minMs }: Times, bars: number): number {
  return (minMs * 1e6) / bars;
}

function row({ strategy, outcome, lazy, plain }: Measured): string[] {
  const { bars, fills } = outcome;
  return [
    strategy,
    fills.toLocaleString("en-US"),
    nsPerBar(lazy, bars).toFixed(1),
    nsPerBar(plain, bars).toFixed(1),
    (plain.minMs / lazy.minMs).toFixed(1),
    ((lazy.minMs * FIVE_YEARS) / bars).toFixed(0),
  ];
}

export const STRATEGIES_SUITE: Suite = {
  name: "strategies",
  async run({ bars, market, rounds, log }) {
    const prepared: { name: string; task: KernelTask; outcome: RunOutcome }[] = [];
    for (const { name, config } of STRATEGY_SCENARIOS) {
      const task = await prepareTask({ bars, config }, market);
      const outcome = runOutcome(task, "lazy");
      deepStrictEqual(runOutcome(task, "plain"), outcome);
      prepared.push({ name, task, outcome });
    }
    const tasksOf = (layer: Layer) =>
      prepared.map(({ name, task }) => ({ name, run: () => timeRun(task, layer).cpuMs }));
    const lazy = await measureInTurns(
      tasksOf("lazy"),
      Math.max(rounds, Math.ceil(RUNS_MIN / RUNS_A_ROUND)),
    );
    const plain = await measureInTurns(tasksOf("plain"), 1);
    const data = prepared.map(
      ({ name, outcome }, i): Measured => ({
        strategy: name,
        outcome,
        lazy: lazy[i],
        plain: plain[i],
      }),
    );
    const rows = data.map(row);
    for (const cells of rows) log(cells.join("  "));
    return {
      title: "Every strategy, five years of minutes",
      notes: [
        `About 0.2 % from the price, a quote every 15 s, orders of 2 % of equity, leverage 5, funding every 8 h; trades logged, equity column, drawdowns and daily returns kept. Both layers give the same trades and the same equity, bit for bit, which is checked first. Least CPU time of ${lazy[0].samples} runs in turns, of ${plain[0].samples} for the plain layer.`,
        "Between quotes nothing is worked out for strategies whose distances are known beforehand. `grid` and `dca-grid`, whose orders stay, are spared the quotes that would change nothing; `hedge-grid` has openings that follow the price at every quote.",
      ],
      head: [
        "strategy",
        "fills",
        "lazy, ns/bar",
        "plain, ns/bar",
        "plain / lazy",
        "five years, ms",
      ],
      rows,
      data,
    };
  },
};
