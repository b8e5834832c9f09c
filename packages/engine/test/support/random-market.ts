/** Generated markets: walks with holes, jumps and still bars, a mark series with missing rows, funding. */
import type { Bars, FundingSeries, PriceSeries } from "../../src/market-data/bars.js";
import { openTimeMs } from "../../src/market-data/bars.js";
import { RandomStream } from "../../src/synthetic/random.js";
import type { Choices } from "./choices.js";

/** what an i32 column holds, in whole ticks of up to 25 units */
const PRICE_MAX = 2_147_483_000;
const HOUR_MS = 3_600_000;
const MADE_UP = { name: "random", md5: null, synthetic: true };

/** A bar of a walk: prices in units, volume in base units. */
interface Walked {
  open: number;
  high: number;
  low: number;
  close: number;
}

function walkBar(last: number, grid: number, drawn: Choices, random: RandomStream): Walked {
  const { moveRatio } = drawn;
  const place = (units: number) =>
    Math.min(PRICE_MAX, Math.max(grid, Math.round(units / grid) * grid));
  const moved = (from: number, moves: number) => place(from * Math.max(0, 1 + moves * moveRatio));
  const jump = random.next() < drawn.jumpChance ? random.nextBell() * drawn.jumpMoves : 0;
  const open = moved(last, jump);
  if (random.next() < drawn.flatChance) return { open, high: open, low: open, close: open };
  const close = moved(open, random.nextBell());
  const high = Math.max(open, close, moved(Math.max(open, close), Math.abs(random.nextBell())));
  const low = Math.min(open, close, moved(Math.min(open, close), -Math.abs(random.nextBell())));
  return { open, high, low, close };
}

/** Bars of a random walk. Still bars have no volume. */
export function randomBars(drawn: Choices): Bars {
  const random = RandomStream.of(drawn.marketSeed, 0);
  const { bars: count, intervalMs, tickUnits, priceDecimals } = drawn;
  const grid = drawn.offTick ? 1 : tickUnits;
  const lotBase = Number(drawn.stepSize) * Number(drawn.contractSize);
  const column = () => new Int32Array(count);
  const columns = {
    timeIndex: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
  };
  const volume = new Float64Array(count);
  let holes = 0;
  let time = 0;
  let last = drawn.startTicks * tickUnits + (drawn.offTick ? 3 : 0);
  for (let i = 0; i < count; i++) {
    if (i > 0 && random.next() < drawn.holeChance) {
      time += 1 + Math.floor(random.next() * 50);
      holes++;
    }
    const bar = walkBar(last, grid, drawn, random);
    columns.timeIndex[i] = time++;
    columns.open[i] = bar.open;
    columns.high[i] = bar.high;
    columns.low[i] = bar.low;
    columns.close[i] = bar.close;
    volume[i] = bar.high === bar.low ? 0 : random.next() * drawn.volumeLots * lotBase;
    last = bar.close;
  }
  const first = Date.parse(`${drawn.firstDay}Z`);
  const baseTimeMs = Math.floor(first / intervalMs) * intervalMs;
  const source = MADE_UP;
  return {
    kind: "last",
    symbol: null,
    count,
    intervalMs,
    baseTimeMs,
    priceDecimals,
    ...columns,
    volume,
    holes,
    source,
    skippedRows: 0,
  };
}

/** Marks near the last prices, for some of the bars; null without a mark series. */
export function randomMark(drawn: Choices, bars: Bars): PriceSeries | null {
  const { markNoise } = drawn;
  if (markNoise === null) return null;
  const random = RandomStream.of(drawn.marketSeed, 1);
  const quote = 10 ** -bars.priceDecimals;
  const rows: number[][] = [];
  for (let i = 0; i < bars.count; i++) {
    if (random.next() < drawn.markMissing) continue;
    const near = (units: number) =>
      units * quote * Math.max(0.01, 1 + random.nextBell() * markNoise * drawn.moveRatio);
    const open = near(bars.open[i]);
    const close = near(bars.close[i]);
    const high = Math.max(open, close, near(bars.high[i]));
    const low = Math.min(open, close, near(bars.low[i]));
    rows.push([openTimeMs(bars, i), open, high, low, close]);
  }
  const column = (at: number) => Float64Array.from(rows, (row) => row[at]);
  return {
    kind: "mark",
    count: rows.length,
    intervalMs: bars.intervalMs,
    openTimeMs: column(0),
    open: column(1),
    high: column(2),
    low: column(3),
    close: column(4),
    source: MADE_UP,
  };
}

/** Settlements at odd times, more than one a bar in places, from before the first bar to after the last. */
export function randomFunding(drawn: Choices, bars: Bars): FundingSeries | null {
  if (drawn.funding !== "series") return null;
  const random = RandomStream.of(drawn.marketSeed, 2);
  const stepMs = Math.max(HOUR_MS / 4, bars.intervalMs / 2);
  const endMs = openTimeMs(bars, bars.count - 1) + 2 * bars.intervalMs;
  const times: number[] = [];
  let at = openTimeMs(bars, 0) - 2 * stepMs;
  while (at <= endMs) {
    times.push(at);
    at += 1 + Math.floor(2 * stepMs * random.next());
  }
  return {
    count: times.length,
    timeMs: Float64Array.from(times),
    rate: Float64Array.from(times, () => random.nextBell() * drawn.fundingRate),
    source: MADE_UP,
  };
}
