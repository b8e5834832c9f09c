/** The kernel against the plain TypeScript reference. */
import process from "node:process";
import { simulate } from "../../../packages/core-wasm/reference/index.js";
import { openTimeMs } from "../../../packages/engine/src/market-data/bars.js";
import { sliceBars } from "../../../packages/engine/src/market-data/views.js";
import { type KernelTask, prepareTask, timeRun } from "../kernel-task.js";
import { measureInTurns } from "../rounds.js";
import { SCENARIOS } from "../scenarios.js";
import type { Suite } from "../suite.js";

const BARS = 50_000;
const SHOWN = SCENARIOS.slice(0, 3);
/** Runs of the kernel in one sample, so that the clock of CPU time is fine enough. */
const KERNEL_RUNS = 10;

/** CPU ms of one run of the reference, columns made before. */
function timeReference({ prepared }: KernelTask): number {
  const { bars, config, units } = prepared;
  const openTimes = Float64Array.from({ length: bars.count }, (_, i) => openTimeMs(bars, i));
  const input = {
    config,
    bars: { ...bars, openTimeMs: openTimes },
    priceDecimals: units.priceDecimals,
    intervalMs: bars.intervalMs,
  };
  const cpu = process.cpuUsage();
  simulate(input);
  const { user, system } = process.cpuUsage(cpu);
  return (user + system) / 1000;
}

function timeKernel(task: KernelTask, layer: "plain" | "lazy"): number {
  let sum = 0;
  for (let i = 0; i < KERNEL_RUNS; i++) sum += timeRun(task, layer).cpuMs;
  return sum / KERNEL_RUNS;
}

export const REFERENCE: Suite = {
  name: "reference",
  async run({ bars, rounds, log }) {
    const count = Math.min(BARS, bars.count);
    const part = sliceBars(bars, null, count < bars.count ? openTimeMs(bars, count) : null);
    const data = [];
    for (const { name: scenario, config } of SHOWN) {
      const task = await prepareTask({ bars: part, config });
      const [reference, plain, lazy] = await measureInTurns(
        [
          { name: "reference", run: () => timeReference(task) },
          { name: "plain", run: () => timeKernel(task, "plain") },
          { name: "lazy", run: () => timeKernel(task, "lazy") },
        ],
        rounds,
      );
      data.push({ scenario, bars: count, reference, plain, lazy });
    }
    const rows = data.map(({ scenario, reference, plain, lazy }) => [
      scenario,
      ((reference.minMs * 1e6) / count).toFixed(0),
      ((plain.minMs * 1e6) / count).toFixed(0),
      ((lazy.minMs * 1e6) / count).toFixed(1),
      (reference.minMs / plain.minMs).toFixed(1),
      (reference.minMs / lazy.minMs).toFixed(0),
    ]);
    for (const row of rows) log(row.join("  "));
    return {
      title: "Against the TypeScript reference",
      notes: [
        `The reference is the semantics page in plain TypeScript, written to be read. ${count.toLocaleString("en-US")} bars, least CPU time.`,
      ],
      head: [
        "scenario",
        "reference, ns/bar",
        "plain, ns/bar",
        "lazy, ns/bar",
        "reference / plain",
        "reference / lazy",
      ],
      rows,
      data,
    };
  },
};
