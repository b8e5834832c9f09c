/** Real work for processes, short and long, on bars that are made up once. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ConfigInput, syntheticBars, toKlineCsv } from "@perpmill/engine";
import type {
  DataFiles,
  EnvelopeTask,
  KlinesTask,
  RunData,
  RunTask,
  TaskPlaces,
} from "../../src/workers/protocol.js";

export const SHORT_CONFIG: ConfigInput = {
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000, leverage: 5 },
  strategy: { name: "dual-maker", bidSpread: 0.001, askSpread: 0.001, size: { equityRatio: 0.02 } },
};

/** About 5 µs a bar. */
const SLOW_CONFIG: ConfigInput = {
  ...SHORT_CONFIG,
  output: { rejections: true },
  strategy: {
    name: "pure-maker",
    bidSpread: 0.001,
    askSpread: 0.001,
    levels: 32,
    levelSpacing: 0.0001,
    orderRefreshMs: 1000,
    size: { equityRatio: 0.01 },
  },
};

export interface Workplace {
  readonly folder: string;
  readonly places: TaskPlaces;
  /** 20,000 bars, 10 ms */
  readonly shortRun: RunTask;
  /** 200,000 bars, more than a second */
  readonly slowRun: RunTask;
  /** the same under all assumptions, half a minute */
  readonly longEnvelope: EnvelopeTask;
  readonly klines: KlinesTask;
  remove(): void;
}

/** A folder with data, and tasks on them. */
export function makeWorkplace(): Workplace {
  const folder = mkdtempSync(join(tmpdir(), "perpmill-tasks-"));
  const cacheDir = join(folder, "cache");
  const places = { home: folder, cacheDir, cacheLimitBytes: null };
  const short = filesOf(folder, 20_000);
  const long = dataOf(filesOf(folder, 200_000));
  const run = { kind: "run", places, strategy: null, layer: "plain" } as const;
  return {
    folder,
    places,
    shortRun: { ...run, data: dataOf(short), config: SHORT_CONFIG },
    slowRun: { ...run, data: long, config: SLOW_CONFIG },
    longEnvelope: { kind: "envelope", places, strategy: null, data: long, config: SLOW_CONFIG },
    klines: {
      kind: "klines",
      places,
      bars: short,
      range: { fromMs: null, toMs: null },
      interval: "1h",
      limit: 100,
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function filesOf(folder: string, bars: number): DataFiles {
  const path = join(folder, `ETHUSDT-1m-${bars}.csv`);
  writeFileSync(path, Buffer.concat([...toKlineCsv(syntheticBars({ seed: 1, bars }))]));
  return { paths: [path], options: {}, contentHash: `bars ${bars}` };
}

function dataOf(bars: DataFiles): RunData {
  return { bars, mark: null, funding: null, range: { fromMs: null, toMs: null } };
}
