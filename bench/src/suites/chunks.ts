/** What it costs to run a few bars at a time. */
import { prepareTask, timeRun } from "../kernel-task.js";
import { measureInTurns } from "../rounds.js";
import { SCENARIOS } from "../scenarios.js";
import type { Suite } from "../suite.js";

const CHUNKS = [Number.POSITIVE_INFINITY, 100_000, 10_000, 1_000, 100, 10, 1];

export const CHUNKED: Suite = {
  name: "chunks",
  async run({ bars, market, rounds, log }) {
    const { name, config } = SCENARIOS[0];
    const task = await prepareTask({ bars, config }, market);
    const sizes = CHUNKS.map((size) => Math.min(size, bars.count));
    const tasks = sizes.map((size) => ({
      name: `${size}`,
      run: () => timeRun(task, "lazy", size).cpuMs,
    }));
    const times = await measureInTurns(tasks, rounds);
    const data = sizes.map((chunkBars, index) => ({ chunkBars, ...times[index] }));
    const rows = data.map(({ chunkBars, minMs, medianMs }) => [
      chunkBars.toLocaleString("en-US"),
      ((minMs * 1e6) / bars.count).toFixed(1),
      ((medianMs * 1e6) / bars.count).toFixed(1),
      (minMs / data[0].minMs).toFixed(2),
    ]);
    for (const row of rows) log(row.join("  "));
    return {
      title: "Bars in one call of the kernel",
      notes: [
        `${name}, lazy. The engine calls with 10,000 bars, which lets code be replaced by its faster form, progress be shown and runs be cancelled.`,
      ],
      head: ["bars a call", "ns/bar, least", "median", "against one call"],
      rows,
      data,
    };
  },
};
