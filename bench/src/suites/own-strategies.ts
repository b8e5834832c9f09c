/** A strategy as it is built in, and as a user writes it in each of the ways. */
import { deepStrictEqual } from "node:assert";
import { runOutcome, timeRun } from "../kernel-task.js";
import { ways } from "../own-strategies/ways.js";
import { measureInTurns, type Times } from "../rounds.js";
import type { Suite, SuiteContext } from "../suite.js";
import { FIVE_YEARS } from "./compare.js";
import { RUNS_A_ROUND, RUNS_MIN } from "./strategies.js";

interface Measured {
  readonly name: string;
  readonly refreshMs: number;
  readonly bars: number;
  readonly times: Times;
  /** over the built-in */
  readonly ratio: number;
}

/** Of quotes: four a bar, and the default, one a bar. */
const REFRESH_MS = [15_000, 60_000] as const;

async function measure(
  { market, rounds }: SuiteContext,
  refreshMs: number,
): Promise<readonly Measured[]> {
  const written = await ways(market, refreshMs);
  const [right, ...others] = written.map(({ task }) => runOutcome(task, "lazy"));
  for (const outcome of others) deepStrictEqual(outcome, right);
  const times = await measureInTurns(
    written.map(({ name, task }) => ({ name, run: () => timeRun(task, "lazy").cpuMs })),
    Math.max(rounds, Math.ceil(RUNS_MIN / RUNS_A_ROUND)),
  );
  return written.map(({ name }, i) => ({
    name,
    refreshMs,
    bars: right.bars,
    times: times[i],
    ratio: times[i].minMs / times[0].minMs,
  }));
}

function row({ name, refreshMs, bars, times, ratio }: Measured): string[] {
  const nsPerBar = (ms: number) => ((ms * 1e6) / bars).toFixed(1);
  return [
    `${name}, ${refreshMs / 1000} s`,
    `${nsPerBar(times.minMs)} (${nsPerBar(times.medianMs)})`,
    ratio.toFixed(2),
    ((times.minMs * FIVE_YEARS) / bars).toFixed(0),
  ];
}

export const OWN_STRATEGIES: Suite = {
  name: "own-strategies",
  async run(context) {
    const data: Measured[] = [];
    for (const refreshMs of REFRESH_MS) data.push(...(await measure(context, refreshMs)));
    const rows = data.map(row);
    for (const cells of rows) context.log(cells.join("  "));
    return {
      title: "A strategy of one's own",
      notes: [
        `\`pure-maker\` with one level at 0.2 %, and copies of it as a user writes them (\`bench/src/own-strategies\`), a quote every 15 s and every 60 s (the default). All give the same trades and the same equity, bit for bit, which is checked first. Least CPU time of ${data[0].times.samples} runs in turns.`,
        "A callback is asked for every quote; with `reach` only for those that the price comes near, as the others. Working every quote out takes the built-in itself many times longer: see its plain layer above.",
      ],
      head: ["written as", "ns/bar: least (median)", "of the built-in", "five years, ms"],
      rows,
      data,
    };
  },
};
