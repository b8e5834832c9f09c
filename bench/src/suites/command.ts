/** `perpmill run` as a user starts it: process, files, cache, result. */
import { execFileSync } from "node:child_process";
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import type { Bars } from "../../../packages/engine/src/market-data/bars.js";
import { toKlineCsv } from "../../../packages/engine/src/synthetic/kline-csv.js";
import { SCENARIOS } from "../scenarios.js";
import type { Suite } from "../suite.js";

const COMMAND = fileURLToPath(new URL("../../../packages/engine/dist/cli/bin.js", import.meta.url));
const PRELOAD = new URL("./resource-usage.mjs", import.meta.url).href;

interface Usage {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly maxRssMb: number;
}

interface Files {
  readonly config: string;
  readonly data: string;
  readonly home: string;
  readonly usage: string;
  readonly out: string;
}

function writeCsv(path: string, bars: Bars): void {
  const file = openSync(path, "w");
  for (const chunk of toKlineCsv(bars)) writeSync(file, chunk);
  closeSync(file);
}

function runCommand(files: Files): Usage {
  const { config, data, home, usage, out } = files;
  const startMs = performance.now();
  execFileSync(
    process.execPath,
    ["--import", PRELOAD, COMMAND, "run", config, "--data", data, "--out", out],
    {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, PERPMILL_HOME: home, PERPMILL_BENCH_USAGE: usage },
    },
  );
  const wallMs = performance.now() - startMs;
  return { wallMs, ...(JSON.parse(readFileSync(usage, "utf8")) as Omit<Usage, "wallMs">) };
}

function row(name: string, runs: readonly Usage[]): string[] {
  const sorted = runs.toSorted((a, b) => a.wallMs - b.wallMs);
  const median = sorted[Math.floor(sorted.length / 2)];
  return [
    name,
    sorted[0].wallMs.toFixed(0),
    median.wallMs.toFixed(0),
    Math.min(...runs.map((run) => run.cpuMs)).toFixed(0),
    Math.max(...runs.map((run) => run.maxRssMb)).toFixed(0),
  ];
}

export const COMMAND_LINE: Suite = {
  name: "command",
  async run({ bars, folder, rounds, log }) {
    if (!existsSync(COMMAND)) throw new Error("build the engine first: npm run build");
    const files: Files = {
      config: join(folder, "config.json"),
      data: join(folder, "bars.csv"),
      home: join(folder, "home"),
      usage: join(folder, "usage.json"),
      out: join(folder, "result.json"),
    };
    writeFileSync(files.config, JSON.stringify(SCENARIOS[0].config));
    writeCsv(files.data, bars);
    const fromCsv: Usage[] = [];
    const fromCache: Usage[] = [];
    for (let round = 0; round < rounds; round++) {
      rmSync(files.home, { recursive: true, force: true });
      fromCsv.push(runCommand(files));
      fromCache.push(runCommand(files), runCommand(files));
    }
    const csvMb = statSync(files.data).size / 1e6;
    const rows = [
      row("bars in the cache", fromCache),
      row(`CSV of ${csvMb.toFixed(0)} MB, no cache yet`, fromCsv),
    ];
    for (const one of rows) log(one.join("  "));
    return {
      title: "The command, from start to result",
      notes: [
        `\`perpmill run\` of ${SCENARIOS[0].name} over ${bars.count.toLocaleString("en-US")} bars as a process of its own: start, read, simulate, hash, write the result. The files are in the page cache. Without a cached copy it also reads the CSV and writes the copy.`,
      ],
      head: ["input", "wall, ms: least", "median", "CPU, ms: least", "peak memory, MB: most"],
      rows,
      data: { csvMb, fromCache, fromCsv },
    };
  },
};
