import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import type { ConfigInput } from "../../config/input.js";
import { backtest } from "../../runs/backtest.js";
import { syntheticBars } from "../../synthetic/synthetic-bars.js";
import type { Bars } from "../bars.js";
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
  strategy: {
    name: "dual-maker",
    bidSpread: 0.001,
    askSpread: 0.001,
    size: { equityRatio: 0.05 },
  },
};

test("a run ends in the same result hash on every format", async () => {
  const hashes = new Map<string, string | null>();
  for (const [name, bytes] of SAME) {
    const { metrics } = await backtest({ config: CONFIG, bars: await openBars(bytes) });
    expect(metrics.fills).toBeGreaterThan(10);
    hashes.set(name, metrics.resultHash);
  }
  expect(hashes.size).toBeGreaterThanOrEqual(7);
  expect(new Set(hashes.values()).size).toBe(1);
  expect(hashes.get("csv")).toMatch(/^[0-9a-f]{32}$/);
});
