import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Bars } from "../bars.js";
import { loadBars } from "../load-node.js";
import type { LoadBarsOptions } from "../load-options.js";
import { ColumnBars } from "./column-bars.js";
import { doubleOfFloat32, ordinaryTimeMs, type TimeUnit, textOfTime } from "./column-values.js";

const NAMES = ["timestamp", "open", "high", "low", "close", "volume"];
const START_MS = 1_704_067_200_000;

interface Columns {
  readonly time: ArrayLike<unknown>;
  readonly unit?: TimeUnit;
  readonly prices: readonly ArrayLike<unknown>[];
  readonly volume?: ArrayLike<unknown>;
}

function barsOf({ time, unit, prices, volume }: Columns, options: LoadBarsOptions = {}): Bars {
  const bars = new ColumnBars(options);
  const [open, high, low, close] = prices;
  bars.openFile("x", volume === undefined ? NAMES.slice(0, 5) : NAMES).push({
    rows: time.length,
    time,
    timeUnit: unit ?? null,
    open,
    high,
    low,
    close,
    volume: volume ?? null,
  });
  return bars.finish({ name: "x", md5: null, synthetic: false }, null);
}

function csvOf({ time, prices, volume }: Columns): Uint8Array {
  const lines = Array.from(time, (value, row) =>
    [value, ...prices.map((column) => column[row]), ...(volume ? [volume[row]] : [])].join(","),
  );
  const header = NAMES.slice(0, volume ? 6 : 5).join(",");
  return new TextEncoder().encode(`${header}\n${lines.join("\n")}\n`);
}

/** The outcome without identity: the bars, or the code and message of the error. */
async function outcome(read: () => Bars | Promise<Bars>): Promise<unknown> {
  try {
    const bars = await read();
    // a header makes another line number
    const skippedReasons = bars.skippedReasons?.map((reason) => reason.replace(/ \([^()]*\)$/, ""));
    return { ...bars, source: null, skippedReasons };
  } catch (error) {
    const { code, detail } = error as { code?: string; detail?: string };
    if (code === undefined) throw error;
    return { code, detail };
  }
}

const decimal = (decimals: number) =>
  fc
    .integer({ min: 1, max: 30_000 })
    .map((units) => Number((units / 10 ** decimals).toFixed(decimals)));

describe("bars from typed columns", () => {
  test("are those of a CSV that says the same, bad rows and rounding included", async () => {
    const row = fc.record({
      gap: fc.constantFrom(1, 1, 1, 1, 2, 0, -1),
      prices: fc.array(fc.oneof(decimal(2), decimal(4), decimal(0)), {
        minLength: 4,
        maxLength: 4,
      }),
      volume: fc.oneof(fc.double({ noNaN: true, min: 0, max: 1e9 }), fc.constantFrom(0, -1)),
      sorted: fc.constantFrom(true, true, true, false),
    });
    const options = fc.record({
      onBadRow: fc.constantFrom("error" as const, "skip" as const),
      priceDecimals: fc.constantFrom(null, 0, 1, 2, 6),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 2, maxLength: 12 }),
        options,
        async (rows, how) => {
          let time = START_MS;
          const columns = {
            time: rows.map(({ gap }) => (time += gap * 60_000)),
            prices: [0, 1, 2, 3].map((field) =>
              Float64Array.from(rows, ({ prices, sorted }) => {
                if (!sorted) return prices[field];
                const [low, open, close, high] = [...prices].sort((a, b) => a - b);
                return [open, high, low, close][field];
              }),
            ),
            volume: Float64Array.from(rows, ({ volume }) => volume),
          };
          const expected = await outcome(() => loadBars(csvOf(columns), how));
          expect(await outcome(() => barsOf(columns, how))).toEqual(expected);
        },
      ),
      { numRuns: 400 },
    );
  });

  test("mean the shortest decimal of a float32", async () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999 }), fc.integer({ min: 0, max: 8 }), (n, k) => {
        const decimal = Number(`${n}e-${k}`);
        expect(doubleOfFloat32(Math.fround(decimal))).toBe(decimal);
      }),
    );
    const single = (value: number) => Float32Array.of(value, value);
    const prices = [3000.1, 3000.5, 2999.95, 3000.2].map(single);
    const bars = barsOf({ time: [START_MS, START_MS + 60_000], prices });
    expect([bars.priceDecimals, bars.open[1], bars.low[1]]).toEqual([2, 300_010, 299_995]);
  });

  test("of every unit of time and every type are the same", () => {
    const minutes = [0, 1, 3];
    const ms = minutes.map((minute) => START_MS + minute * 60_000);
    const prices = [1.5, 2, 1, 1.25].map((price) => ms.map(() => price));
    const expected = barsOf({ time: ms, prices });
    const big = (factor: bigint) => BigInt64Array.from(ms, (value) => BigInt(value) * factor);
    const times: readonly Columns[] = [
      { time: ms.map((value) => value / 1000), prices },
      { time: Float64Array.from(ms, (value) => value * 1e6), prices },
      { time: big(1000n), prices },
      { time: big(1_000_000n), prices },
      { time: big(1_000_000n), unit: "ns", prices },
      { time: Int32Array.from(ms, (value) => value / 1000), unit: "s", prices },
      { time: ms.map((value) => new Date(value)), prices },
      { time: ms.map((value) => new Date(value).toISOString()), prices },
      { time: ms, prices: prices.map((column) => column.map(String)) },
    ];
    for (const columns of times) expect(barsOf(columns)).toEqual(expected);
  });

  test("keep a time whose unit is known from being read by its magnitude", () => {
    // as ms this is a time of 2024; as ns it is a moment of 1970
    const time = BigInt64Array.of(1_704_067_200_000n, 1_704_067_260_000n);
    expect(textOfTime(time, 0, "ns")).toBe("1970-01-01T00:28:24.067200000Z");
    expect(ordinaryTimeMs(time[0], "ns")).toBeNaN();
    expect(ordinaryTimeMs(1_704_067_200_000n, "ms")).toBe(START_MS);
    expect(textOfTime([1e300], 0, "s")).toBe("1e+300 s");
    expect(textOfTime([-(2n ** 63n)], 0, "ns")).toMatch(/^1677-|ns$/);
  });

  test("are refused with row and column when a cell is missing, no number or out of order", async () => {
    const time = [START_MS, START_MS + 60_000];
    const good = [1.5, 2, 1, 1.25].map((price) => [price, price]);
    const withCell = (field: number, cell: unknown) =>
      good.map((column, at) => (at === field ? [column[0], cell] : column));
    const cases: readonly [Columns, string, object][] = [
      [{ time, prices: withCell(1, null) }, "BARS_BAD_ROW", { line: 2, column: 3, field: "high" }],
      [{ time, prices: withCell(3, Number.NaN) }, "BARS_BAD_ROW", { line: 2, field: "close" }],
      [{ time, prices: withCell(2, -1) }, "BARS_NOT_POSITIVE", { line: 2, field: "low" }],
      [{ time, prices: withCell(1, 1.1) }, "BARS_HIGH_LOW", { line: 2, field: "high" }],
      [{ time: [time[0], time[0]], prices: good }, "BARS_DUPLICATE", { line: 2 }],
      [{ time: [time[1], time[0]], prices: good }, "BARS_UNSORTED", { line: 2 }],
      [{ time: [time[0], Number.NaN], prices: good }, "BARS_BAD_ROW", { line: 2 }],
      [{ time, prices: withCell(0, 1.2300000000000002) }, "BARS_PRICE_RANGE", { line: 2 }],
    ];
    for (const [columns, code, where] of cases) {
      await expect(async () => barsOf(columns)).rejects.toMatchObject({ code, where });
    }
  });

  test("of prices with too many digits say how to round them, and do", () => {
    const noisy = [1.2300000000000002, 1.2300000000000002];
    const columns = { time: [START_MS, START_MS + 60_000], prices: [noisy, noisy, noisy, noisy] };
    expect(() => barsOf(columns)).toThrow(
      expect.objectContaining({ hint: expect.stringContaining("data.priceDecimals") }),
    );
    expect(barsOf(columns, { priceDecimals: 2 }).close[0]).toBe(123);
  });
});
