import { describe, expect, it } from "vitest";
import type { ConfigInput } from "../config/input.js";
import { backtest } from "../runs/backtest.js";
import { syntheticBars } from "../synthetic/synthetic-bars.js";
import { syntheticMark } from "../synthetic/synthetic-mark.js";
import { SweepPool } from "./pool.js";
import type { ToThread } from "./protocol.js";
import { sweepOn } from "./run-sweep.js";
import { sweepColumn } from "./table.js";
import { testThreads } from "./threads.fixture.js";
import type { ThreadPlatform } from "./threads.js";

const BARS = syntheticBars({ seed: 11, bars: 12_000 });
const MARK = syntheticMark({ seed: 3, bars: BARS });
const START = BARS.baseTimeMs + 3_000_000;

const CONFIG: ConfigInput = {
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000, leverage: 5 },
  strategy: { name: "dual-maker", bidSpread: 0.001, askSpread: 0.001, size: { equityRatio: 0.02 } },
};

/** Threads that also keep what they are posted. */
function watchedThreads(posted: ToThread[]): ThreadPlatform {
  const threads = testThreads();
  return {
    ...threads,
    start: (events) => {
      const thread = threads.start(events);
      const post = (message: ToThread) => {
        posted.push(message);
        thread.post(message);
      };
      return { ...thread, post };
    },
  };
}

/** Bytes in a message that its thread gets a copy of. */
function copiedBytes(value: unknown): number {
  if (ArrayBuffer.isView(value)) {
    return value.buffer instanceof SharedArrayBuffer ? 0 : value.byteLength;
  }
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce((sum: number, one) => sum + copiedBytes(one), 0);
}

describe("mark prices of a sweep", () => {
  it("lie beside the bars in the one memory that threads share", async () => {
    const posted: ToThread[] = [];
    const pool = new SweepPool({ bars: BARS, mark: MARK, workers: 2 }, watchedThreads(posted));
    try {
      const axes = [{ path: "data.start", values: [START, START + 60_000, null] }];
      const result = await sweepOn({ pool, bars: BARS, config: CONFIG, axes }, testThreads());
      expect(posted.map(copiedBytes)).toEqual(posted.map(() => 0));
      const [first, second] = posted.flatMap((one) => (one.type === "setup" ? [one.setup] : []));
      expect(first.shared?.mark?.close.buffer).toBe(first.shared?.memory.buffer);
      expect(second.shared?.memory).toBe(first.shared?.memory);
      for (const one of posted) if (one.type === "job") expect(one.job.mark).toBeNull();
      for (const [row, start] of [START, START + 60_000, null].entries()) {
        const config = { ...CONFIG, data: { start } };
        const { metrics } = await backtest({ bars: BARS, mark: MARK, config });
        expect(sweepColumn(result.table, "finalEquity")?.values[row]).toBe(metrics.finalEquity);
      }
    } finally {
      pool.close();
    }
  });

  it("are the series' own in other price units than the bars'", async () => {
    const axes = [{ path: "instrument.tickSize", values: [0.01, 0.001] }];
    const { table } = await sweepOn(
      { bars: BARS, mark: MARK, config: CONFIG, axes, metrics: "all", workers: 2 },
      testThreads(),
    );
    for (const [row, tickSize] of [0.01, 0.001].entries()) {
      const instrument = { preset: "ETHUSDT", tickSize };
      const config = { ...CONFIG, instrument };
      const { metrics } = await backtest({ bars: BARS, mark: MARK, config });
      expect(sweepColumn(table, "resultHash")?.values[row]).toBe(metrics.resultHash);
    }
  });
});
