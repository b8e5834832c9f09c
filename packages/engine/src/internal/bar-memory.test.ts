import { MessageChannel, receiveMessageOnPort } from "node:worker_threads";
import { LAYOUT } from "@perpmill/core-wasm";
import { describe, expect, test } from "vitest";
import { markOfPart } from "../market-data/mark-columns.js";
import { sliceBars } from "../market-data/views.js";
import { backtest } from "../runs/backtest.js";
import { syntheticBars } from "../synthetic/synthetic-bars.js";
import { syntheticMark } from "../synthetic/synthetic-mark.js";
import { leaseMarket, residentBars } from "./bar-memory.js";
import { shareable, shareBars, takeSharedBars } from "./shared-bars.js";

const CONFIG = {
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000, leverage: 5 },
  strategy: {
    name: "pure-maker",
    bidSpread: 0.0005,
    askSpread: 0.0005,
    size: { equityRatio: 0.02 },
  },
};

describe("bars that lie in a kernel memory", () => {
  const bars = syntheticBars({ seed: 3, bars: 6_000 });
  const placed = residentBars(bars);

  test("give the same result as bars that are copied, again and again", async () => {
    const copied = await backtest({ bars, config: CONFIG });
    for (let round = 0; round < 2; round++) {
      const result = await backtest({ bars: placed, config: CONFIG });
      expect(result.metrics).toEqual(copied.metrics);
    }
    expect(copied.metrics.fills).toBeGreaterThan(100);
  });

  test("give the same numbers without their hashes when nobody asks for them", async () => {
    const hashed = await backtest({ bars: placed, config: CONFIG });
    const quick = await backtest({ bars: placed, config: CONFIG, hashes: false });
    expect(hashed.metrics.resultHash).toMatch(/^[0-9a-f]{32}$/);
    expect(quick.metrics).toEqual({ ...hashed.metrics, tradesHash: null, resultHash: null });
    expect(quick.equity).toEqual(hashed.equity);
    expect(quick.trades).toEqual(hashed.trades);
  });

  test("stay as they were", () => {
    expect(placed.close).toEqual(bars.close);
    expect(placed.volume).toEqual(bars.volume);
  });

  test("can be run in parts and twice at the same time", async () => {
    const config = { ...CONFIG, data: { start: bars.baseTimeMs + 7_200_000 } };
    const expected = await backtest({ bars, config });
    const results = await Promise.all([
      backtest({ bars: placed, config, onProgress: () => {} }),
      backtest({ bars: placed, config, onProgress: () => {} }),
      backtest({ bars: sliceBars(placed, bars.baseTimeMs + 7_200_000, null), config }),
    ]);
    for (const { metrics } of results) {
      expect(metrics.resultHash).toBe(expected.metrics.resultHash);
    }
  });
});

describe("bars in shared memory", () => {
  const bars = syntheticBars({ seed: 4, bars: 6_000 });

  test("give the same result in every thread, at the same time", async () => {
    const shared = shareBars(bars, 2);
    expect(shared.bars.close.buffer).toBeInstanceOf(SharedArrayBuffer);
    const expected = await backtest({ bars, config: CONFIG });
    const others = shared.others.map((one) => takeSharedBars(posted(one)));
    const wide = { ...CONFIG, strategy: { ...CONFIG.strategy, bidSpread: 0.003 } };
    const [own, first, second] = await Promise.all([
      backtest({ bars: shared.bars, config: CONFIG, onProgress: () => {}, pauseBars: () => 1500 }),
      ...others.map((other, index) =>
        backtest({
          bars: other,
          config: index === 0 ? wide : CONFIG,
          onProgress: () => {},
          pauseBars: () => 1000,
        }),
      ),
    ]);
    expect(own?.metrics).toEqual(expected.metrics);
    expect(second?.metrics).toEqual(expected.metrics);
    expect(second?.equity).toEqual(expected.equity);
    expect(first?.metrics).toEqual((await backtest({ bars, config: wide })).metrics);
  });
});

test("a thread runs on the bars and marks that it shares, and copies them into no memory", async () => {
  const bars = syntheticBars({ seed: 4, bars: 3000 });
  const series = syntheticMark({ seed: 5, bars });
  const other = posted(shareBars(bars, 1, series).others[0]);
  const taken = takeSharedBars(other);
  for (const part of [taken, sliceBars(taken, bars.baseTimeMs + 600_000, null)]) {
    const mark = other.mark && markOfPart({ bars: taken, mark: other.mark }, part);
    const { market, release } = await leaseMarket(part, mark, 100_000);
    expect(market.kernel.memory.buffer).toBe(taken.open.buffer);
    expect(market.workspace).toBeLessThan(other.end + other.room);
    const block = new DataView(market.kernel.memory.buffer, market.address, LAYOUT.MARKET_BYTES);
    expect(block.getUint32(LAYOUT.MARKET_MARK_HIGH, true)).toBe(mark?.high.byteOffset);
    expect(block.getInt32(LAYOUT.MARKET_MARKED, true)).toBe(1);
    release();
  }
});

test("bars that were read to be shared are not moved, once", async () => {
  const series = syntheticMark({ seed: 5, bars: syntheticBars({ seed: 4, bars: 3000 }) });
  const bars = shareable(syntheticBars({ seed: 4, bars: 3000 }), { threads: 2, marked: true });
  expect(shareable(bars, { threads: 2, marked: true })).toBe(bars);
  const first = shareBars(bars, 2, series);
  const again = shareBars(bars, 2, series);
  expect(first.bars).toBe(bars);
  expect(again.bars.open.buffer).not.toBe(bars.open.buffer);
  expect(again.others[1].mark).toEqual(first.others[1].mark);
  const [most, none] = [
    { threads: 1, marked: true },
    { threads: 2, marked: false },
  ].map((less) => shareBars(shareable(again.bars, less), 2, series));
  for (const { others } of [first, again, most, none]) {
    const taken = takeSharedBars(posted(others[1]));
    const { metrics } = await backtest({ bars: taken, mark: series, config: CONFIG });
    expect(metrics.fills).toBeGreaterThan(10);
    expect(metrics.resultHash).toBe(
      (await backtest({ bars, mark: series, config: CONFIG })).metrics.resultHash,
    );
  }
});

test("a volume of one's own is taken from where it is", async () => {
  const bars = syntheticBars({ seed: 4, bars: 3000 });
  const config = { ...CONFIG, fills: { maxParticipation: 0.1 } };
  const resultOf = async (on: typeof bars, share: number) => {
    const volume = on.volume?.map((one) => one * share) ?? null;
    return (await backtest({ bars: { ...on, volume }, config })).metrics.resultHash;
  };
  expect(await resultOf(residentBars(bars), 0.0001)).toBe(await resultOf(bars, 0.0001));
  expect(await resultOf(bars, 0.0001)).not.toBe(await resultOf(bars, 1));
});

/** As another thread gets it: objects of its own on the same memory. */
function posted<T>(value: T): T {
  const { port1, port2 } = new MessageChannel();
  port1.postMessage(value);
  const received: { message: T } | undefined = receiveMessageOnPort(port2);
  port1.close();
  if (received === undefined) throw new Error("nothing was posted");
  return received.message;
}
