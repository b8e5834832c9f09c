/**
 * `npm run bench`: measures, prints, stores results/NAME.json and makes results/README.md.
 *   --only NAME,…   those suites only
 *   --rounds N      times that the tasks take turns (5)
 *   --bars N        instead of five years; then nothing is stored
 */
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { placeMarket } from "../../packages/engine/src/internal/kernel-market.js";
import { syntheticBars } from "../../packages/engine/src/synthetic/synthetic-bars.js";
import { CProgram, gccVersion } from "./c-program.js";
import { writeWhole } from "./generated-text.js";
import { describeMachine } from "./machine.js";
import { resultsPage } from "./report.js";
import { markdownTable, type StoredResult, type Suite, type SuiteContext } from "./suite.js";
import { CACHE } from "./suites/cache.js";
import { CHUNKED } from "./suites/chunks.js";
import { COMMAND_LINE } from "./suites/command.js";
import { FIVE_YEARS } from "./suites/compare.js";
import { FIRST_CALL } from "./suites/first-call.js";
import { LAYERS } from "./suites/layers.js";
import { OWN_STRATEGIES } from "./suites/own-strategies.js";
import { REFERENCE } from "./suites/reference.js";
import { RESAMPLE } from "./suites/resample.js";
import { STRATEGIES_SUITE } from "./suites/strategies.js";
import { SWEEPS } from "./suites/sweeps.js";
import { WEB_LATENCY } from "./suites/web-latency.js";
import { WEB_PAN } from "./suites/web-pan.js";
import { WORST_CASES } from "./suites/worst-cases.js";

const SUITES: readonly Suite[] = [
  LAYERS,
  WORST_CASES,
  STRATEGIES_SUITE,
  OWN_STRATEGIES,
  SWEEPS,
  FIRST_CALL,
  CHUNKED,
  REFERENCE,
  CACHE,
  RESAMPLE,
  COMMAND_LINE,
  WEB_LATENCY,
  WEB_PAN,
];
const RESULTS = new URL("../results/", import.meta.url);
const SEED = 1;

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    rounds: { type: "string", default: "5" },
    bars: { type: "string", default: `${FIVE_YEARS}` },
  },
});

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function chosenSuites(only: string | undefined): readonly Suite[] {
  if (only === undefined) return SUITES;
  const names = only.split(",");
  const unknown = names.find((name) => !SUITES.some((suite) => suite.name === name));
  if (unknown === undefined) return SUITES.filter(({ name }) => names.includes(name));
  const known = SUITES.map(({ name }) => name).join(", ");
  throw new Error(`there is no suite "${unknown}"; there are ${known}`);
}

async function runSuite(suite: Suite, context: SuiteContext): Promise<void> {
  print(`\n${suite.name}`);
  const reason = suite.whyNot?.() ?? null;
  if (reason !== null) {
    print(`left out: ${reason}`);
    return;
  }
  const [loadBefore] = os.loadavg();
  const result = await suite.run(context);
  print(`\n${result.title}\n\n${result.notes.join("\n")}\n\n${markdownTable(result)}`);
  if (context.bars.count !== FIVE_YEARS) return;
  const stored: StoredResult = { ...result, machine: describeMachine(loadBefore) };
  const file = fileURLToPath(new URL(`${suite.name}.json`, RESULTS));
  writeWhole(file, `${JSON.stringify(stored, null, 2)}\n`);
}

const suites = chosenSuites(values.only);
const folder = mkdtempSync(join(os.tmpdir(), "perpmill-bench-"));
try {
  const bars = syntheticBars({ seed: SEED, bars: Number(values.bars) });
  const hasGcc = gccVersion() !== null;
  if (!hasGcc) print("There is no gcc on the path: the kernel is not compared with C.");
  const context: SuiteContext = {
    bars,
    market: await placeMarket(bars, null),
    program: hasGcc ? new CProgram(folder, bars) : null,
    rounds: Number(values.rounds),
    folder,
    log: print,
  };
  for (const suite of suites) await runSuite(suite, context);
  const page = resultsPage(
    RESULTS,
    SUITES.map(({ name }) => name),
  );
  writeWhole(fileURLToPath(new URL("README.md", RESULTS)), page);
} finally {
  rmSync(folder, { recursive: true });
}
