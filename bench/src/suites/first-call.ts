/** The first run of a fresh process against its later ones. */
import { execFileSync } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { SCENARIOS } from "../scenarios.js";
import type { Suite } from "../suite.js";
import type { FirstCallTimes } from "./first-call-process.js";

const PROGRAM = fileURLToPath(new URL("./first-call-process.ts", import.meta.url));
const SHOWN = [0, 1, 2];

function measure(scenario: number, bars: number): FirstCallTimes {
  const args = ["--import", "tsx", PROGRAM, `${scenario}`, `${bars}`];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" })) as FirstCallTimes;
}

export const FIRST_CALL: Suite = {
  name: "first-call",
  async run({ bars, rounds, log }) {
    const data = SHOWN.flatMap((scenario) => {
      const processes = Array.from({ length: rounds }, () => measure(scenario, bars.count));
      const first = Math.min(...processes.map((one) => one.firstMs));
      const later = Math.min(...processes.map((one) => one.laterMs));
      return [{ scenario: SCENARIOS[scenario].name, firstMs: first, laterMs: later, processes }];
    });
    const rows = data.map(({ scenario, firstMs, laterMs }) => [
      scenario,
      firstMs.toFixed(0),
      laterMs.toFixed(0),
      (firstMs / laterMs).toFixed(2),
    ]);
    for (const row of rows) log(row.join("  "));
    return {
      title: "The first call",
      notes: [
        `Wall-clock time of the simulation in a fresh process, bars in memory, 10,000 bars a call; the least of ${rounds} processes and of five later calls in each.`,
      ],
      head: ["scenario (lazy)", "first call, ms", "later calls, ms", "first / later"],
      rows,
      data,
    };
  },
};
