/** Test fixture: the command with a folder, streams and a clock of its own. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { workerEntry } from "../sweeps/threads.fixture.js";
import { toKlineCsv } from "../synthetic/kline-csv.js";
import { syntheticBars } from "../synthetic/synthetic-bars.js";
import type { CliHost } from "./host.js";
import { main } from "./main.js";

/** What a command left behind. */
export interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface TestFolder {
  readonly path: string;
  /** names of the files in it, sorted; the cache not among them */
  readonly files: () => string[];
  readonly write: (name: string, content: string | Uint8Array) => void;
  readonly read: (name: string) => string;
  readonly run: (argv: readonly string[], host?: Partial<CliHost>) => Promise<Outcome>;
  readonly remove: () => void;
}

/** A fresh folder in which commands run. */
export function testFolder(): TestFolder {
  const path = mkdtempSync(join(tmpdir(), "perpmill-cli-"));
  const home = mkdtempSync(join(tmpdir(), "perpmill-home-"));
  return {
    path,
    files: () => readdirSync(path).sort(),
    write: (name, content) => writeFileSync(join(path, name), content),
    read: (name) => readFileSync(join(path, name), "utf8"),
    run: async (argv, host = {}) => {
      let stdout = "";
      let stderr = "";
      let clockMs = 0;
      const exitCode = await main(argv, {
        env: { PERPMILL_HOME: home },
        platform: "linux",
        pid: 4711,
        cwd: path,
        stdout: {
          write: (text) => {
            stdout += text;
          },
        },
        stderr: {
          write: (text) => {
            stderr += text;
          },
        },
        nowMs: () => clockMs++,
        runNode: async () => 0,
        get sweepWorker() {
          return workerEntry();
        },
        utcMs: () => Date.UTC(2024, 2, 15, 10, 30),
        signal: new AbortController().signal,
        endOnInterrupt: () => () => undefined,
        ...host,
      });
      return { exitCode, stdout, stderr };
    },
    remove: () => {
      rmSync(path, { recursive: true, force: true });
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** A configuration that the synthetic market fills. */
export const TEST_CONFIG = JSON.stringify({
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000, leverage: 5 },
  strategy: {
    name: "dual-maker",
    bidSpread: 0.001,
    askSpread: 0.001,
    size: { equityRatio: 0.02 },
  },
});

/** Synthetic minute bars as a CSV file. */
export function barsCsv(bars: number): string {
  const decoder = new TextDecoder();
  let text = "";
  for (const chunk of toKlineCsv(syntheticBars({ seed: 5, bars, holes: false }))) {
    text += decoder.decode(chunk, { stream: true });
  }
  return text;
}
