/** Funding, mark prices and files of a synthetic market. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Bars, openTimeMs } from "../market-data/bars.js";
import { loadBars } from "../market-data/load-node.js";
import { plainDecimal, toKlineCsv } from "./kline-csv.js";
import { syntheticBars } from "./synthetic-bars.js";
import { syntheticFunding } from "./synthetic-funding.js";
import { syntheticMark } from "./synthetic-mark.js";

const HOUR_MS = 3_600_000;
const bars = syntheticBars({ seed: 5, bars: 200_000, startMs: 86_400_000 });

test("funding is due every eight hours of UTC from the first bar to the end of the last", () => {
  const funding = syntheticFunding({ seed: 5, bars });
  const endMs = openTimeMs(bars, bars.count - 1) + bars.intervalMs;
  expect(funding.timeMs[0]).toBe(86_400_000);
  expect(funding.timeMs[1]).toBe(86_400_000 + 8 * HOUR_MS);
  expect(funding.count).toBe(Math.floor((endMs - 86_400_000) / (8 * HOUR_MS)) + 1);
  expect(funding.rate).toHaveLength(funding.count);
  expect(funding.source).toEqual({ name: "synthetic seed 5", md5: null, synthetic: true });
  expect(syntheticFunding({ seed: 5, bars }).rate).toEqual(funding.rate);
});

test("funding is mostly the interest, and follows the last day", () => {
  const { rate, timeMs } = syntheticFunding({ seed: 5, bars });
  const interest = rate.filter((value) => value === 0.0001).length / rate.length;
  expect(interest).toBeGreaterThan(0.3);
  expect(interest).toBeLessThan(0.9);
  const afterRise: number[] = [];
  const afterFall: number[] = [];
  for (let i = 3; i < rate.length; i++) {
    // halts of hours are too rare to matter here
    const row = (atMs: number) => Math.min(bars.count, (atMs - 86_400_000) / 60_000) - 1;
    const before = Math.max(0, row(timeMs[i] - 24 * HOUR_MS));
    const move = bars.close[row(timeMs[i])] / bars.close[before] - 1;
    if (move > 0.02) afterRise.push(rate[i]);
    if (move < -0.02) afterFall.push(rate[i]);
  }
  const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  expect(mean(afterRise)).toBeGreaterThan(mean(afterFall) + 0.0002);
  for (const value of rate) expect(Math.abs(value)).toBeLessThanOrEqual(0.0075);
});

test("funding of bars that begin between two due times starts at the next one", () => {
  const late = syntheticBars({ seed: 1, bars: 100, startMs: 86_400_000 + HOUR_MS });
  expect(syntheticFunding({ seed: 1, bars: late }).count).toBe(0);
});

test("marks are consistent bars close to the last price", () => {
  const mark = syntheticMark({ seed: 5, bars });
  expect(mark).toMatchObject({ kind: "mark", count: bars.count, intervalMs: 60_000 });
  let worst = 0;
  let squares = 0;
  for (let i = 0; i < mark.count; i++) {
    const { open, high, low, close } = mark;
    if (!(low[i] > 0 && low[i] <= Math.min(open[i], close[i]))) throw new Error(`low of row ${i}`);
    if (high[i] < Math.max(open[i], close[i])) throw new Error(`high of row ${i}`);
    const basis = close[i] / (bars.close[i] / 100) - 1;
    worst = Math.max(worst, Math.abs(basis));
    squares += basis * basis;
  }
  expect(worst).toBeLessThan(0.002);
  expect(Math.sqrt(squares / mark.count)).toBeGreaterThan(0.00005);
});

test("marks miss rows when asked to, and keep the others", () => {
  const whole = syntheticMark({ seed: 5, bars });
  const holey = syntheticMark({ seed: 5, bars, missingRatio: 0.1 });
  expect(holey.count / whole.count).toBeCloseTo(0.9, 1);
  expect(holey.close).toHaveLength(holey.count);
  for (const row of [0, 999, holey.count - 1]) {
    const same = whole.openTimeMs.indexOf(holey.openTimeMs[row]);
    expect(holey.close[row]).toBe(whole.close[same]);
  }
});

test("bars written as a K-line file read back bit for bit", async () => {
  const short = syntheticBars({ seed: 5, bars: 20_000 });
  for (const header of [true, false]) {
    const back = await loadBars(Buffer.concat([...toKlineCsv(short, { header })]));
    for (const [name, value] of Object.entries(short)) {
      if (name !== "source") expect(same(back[name as keyof Bars], value), name).toBe(true);
    }
  }
  const back = await loadBars(Buffer.concat([...toKlineCsv({ ...short, volume: null })]));
  expect(back.volume).toBeNull();
  expect(same(back.close, short.close)).toBe(true);
});

// element by element is what makes toEqual slow on long columns
function same(a: unknown, b: unknown): boolean {
  if (!ArrayBuffer.isView(a) || !ArrayBuffer.isView(b)) return a === b;
  const bytesOf = (column: ArrayBufferView) =>
    Buffer.from(column.buffer, column.byteOffset, column.byteLength);
  return bytesOf(a).equals(bytesOf(b));
}

test("low prices keep their leading zeros", () => {
  const cheap = syntheticBars({ seed: 1, bars: 1, startPrice: 0.00001234, priceDecimals: 8 });
  const text = new TextDecoder().decode(Buffer.concat([...toKlineCsv(cheap, { header: false })]));
  expect(text).toMatch(/^1577836800000,0\.0000\d{4},0\.0000\d{4},0\.0000\d{4},0\.0000\d{4},\d/);
});

test("every number is written as its shortest decimal text", () => {
  const numbers = fc.record({
    time: fc.nat(2 ** 40),
    units: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    decimals: fc.nat(12),
    volume: fc.oneof(
      fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
      fc.nat(2 ** 31).map((thousandths) => thousandths / 1000),
      fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
    ),
  });
  fc.assert(
    fc.property(numbers, ({ time, units, decimals, volume }) => {
      const price = Int32Array.of(units);
      const one = { ...bars, count: 1, priceDecimals: decimals, baseTimeMs: time * 1000 };
      const columns = { open: price, high: price, low: price, close: price };
      const row = { ...one, ...columns, volume: Float64Array.of(volume) };
      const text = Buffer.concat([...toKlineCsv(row, { header: false })]).toString();
      const digits = `${units}`.padStart(decimals + 1, "0");
      const point = digits.length - decimals;
      const shown = decimals === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
      const prices = [shown, shown, shown, shown].join(",");
      expect(text).toBe(`${time * 1000},${prices},${plainDecimal(volume)}\n`);
    }),
    { numRuns: 500 },
  );
});

test("volumes are written without an exponent and without loss", () => {
  expect(plainDecimal(1.5e-9)).toBe("0.0000000015");
  expect(plainDecimal(1.25e22)).toBe("12500000000000000000000");
  for (const value of [0, 0.1, 5e-324, 1.7976931348623157e308, 123.456]) {
    expect(plainDecimal(value)).not.toContain("e");
    expect(Number(plainDecimal(value))).toBe(value);
  }
});
