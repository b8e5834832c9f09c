import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import type { ConfigInput } from "../../config/input.js";
import { backtest } from "../../runs/backtest.js";
import { syntheticBars } from "../../synthetic/synthetic-bars.js";
import type { Bars } from "../bars.js";
import { goldenBars, goldenBytes, goldenFiles } from "../hdf5/golden-files.fixture.js";
import { openBars as openInBrowser } from "../load-browser.js";
import { openBars } from "../load-node.js";
import { sameBars } from "./same-bars.fixture.js";

const BARS = syntheticBars({ bars: 3000, seed: 7 });
const SAME = sameBars(BARS);

/** What a run reads of bars. */
function columnsOf(bars: Bars) {
  const { open, high, low, close, volume, timeIndex } = bars;
  const { baseTimeMs, intervalMs, priceDecimals, count, holes } = bars;
  const bytes = [open, high, low, close, timeIndex].map((column) => [...column]);
  return {
    bytes,
    volume: [...(volume ?? [])],
    baseTimeMs,
    intervalMs,
    priceDecimals,
    count,
    holes,
  };
}

describe.each([
  ["Node", openBars],
  ["the browser", openInBrowser],
] as const)("openBars in %s", (_platform, open) => {
  test.each(SAME)("takes %s by its content and gives the same columns", async (_name, bytes) => {
    expect(columnsOf(await open(bytes))).toEqual(columnsOf(await open(SAME[0][1])));
  });

  test("takes bars for bars that begin without volume", async () => {
    const row = (minute: number, volume: number) =>
      `${minute * 60_000},2,2,2,2,${volume},${minute * 60_000 + 59_999},0,60,0,0,0\n`;
    const header = `open_time,${"x,".repeat(7)}count,x,x,x\n`;
    for (const start of ["", header.replace("x,x,x,x,x", "open,high,low,close,volume")]) {
      const quiet = [0, 1, 2].map((minute) => row(minute, 0)).join("");
      const bytes = (text: string) => new TextEncoder().encode(text);
      const bars = await open(bytes(start + quiet + row(3, 5)));
      expect([bars.count, bars.volume?.[3]]).toEqual([4, 5]);
      await expect(open(bytes(start + quiet))).rejects.toMatchObject({
        code: "FORMAT_UNSUPPORTED",
      });
    }
  });

  test("takes everything from a stream that can be read once", async () => {
    for (const [, bytes] of SAME) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / 10_000) }, (_, piece) =>
        bytes.slice(piece * 10_000, (piece + 1) * 10_000),
      );
      const bars = await open(Readable.from(pieces) as AsyncIterable<Uint8Array>);
      expect(bars.count).toBe(BARS.count);
      expect(bars.source.md5).toBe((await open(bytes)).source.md5);
    }
  });
});

const CONFIG: ConfigInput = {
  instrument: "ETHUSDT",
  account: { initialBalance: 100_000, leverage: 10 },
  fills: { maxParticipation: null },
  strategy: {
    name: "dual-maker",
    bidSpread: 0.0005,
    askSpread: 0.0005,
    size: { equityRatio: 0.05 },
  },
};

test("a run ends in the same result hash on every format, HDF5 and pickles among them", async () => {
  const written = [...goldenFiles(".h5"), ...goldenFiles(".pkl")]
    .filter((name) => !/^refused-|-lzo/.test(name))
    .map((name) => [name, goldenBytes(name)] as const);
  const golden = await goldenBars();
  const expected = columnsOf(golden);
  const { metrics } = await backtest({ config: CONFIG, bars: golden });
  expect(metrics.fills).toBeGreaterThan(10);

  const read: string[] = [];
  for (const [name, bytes] of [...sameBars(golden), ...written]) {
    const bars = await openBars(bytes);
    // the older system's cache has no volume
    expect(columnsOf(bars)).toEqual(bars.volume === null ? { ...expected, volume: [] } : expected);
    const run = await backtest({ config: CONFIG, bars });
    expect([name, run.metrics.resultHash]).toEqual([name, metrics.resultHash]);
    read.push(name);
  }
  expect(read.length).toBeGreaterThanOrEqual(30);
});
