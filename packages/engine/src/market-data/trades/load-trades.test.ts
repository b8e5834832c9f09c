import { existsSync, readFileSync } from "node:fs";
import { gzipSync, inflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openTimeMs } from "../bars.js";
import { loadTrades } from "../load-node.js";
import { resampleBars } from "../resample/resample-bars.js";
import { barsFromTrades } from "./trades.js";

const HEADER =
  "agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker";
const DAY_FILE = new URL(
  "../../../../../../shared/data/ticks/APEUSDT-aggTrades-2024-10-18.zip",
  import.meta.url,
);
const real = test.skipIf(!existsSync(DAY_FILE));
if (!existsSync(DAY_FILE)) console.warn("skipped: the day of trades is not beside the repository");

const bytesOf = (text: string) => new TextEncoder().encode(text);
const ROWS = [
  "7,0.7097,19.0,1,1,1729209603958,false",
  "8,0.71,2254.5,2,6,1729209603958,true",
  "9,0.7,0.1,7,9,1729209660000,True",
];

describe("trades", () => {
  test("are columns, with a header or without one, packed or not", async () => {
    const plain = bytesOf(`${HEADER}\n${ROWS.join("\n")}\n`);
    const trades = await loadTrades(plain);
    expect(trades).toMatchObject({ count: 3, priceDecimals: 4, skippedRows: 0 });
    expect([...trades.timeMs]).toEqual([1729209603958, 1729209603958, 1729209660000]);
    expect([...trades.price]).toEqual([7097, 7100, 7000]);
    expect([...trades.quantity]).toEqual([19, 2254.5, 0.1]);
    expect([...trades.isBuyerMaker]).toEqual([0, 1, 1]);
    for (const bytes of [bytesOf(ROWS.join("\n")), gzipSync(plain), bytesOf(ROWS.join("\r\n"))]) {
      expect({ ...(await loadTrades(bytes)), source: null }).toEqual({ ...trades, source: null });
    }
  });

  test("of single trades and of microseconds are read too", async () => {
    const single = await loadTrades(bytesOf("1,2.5,3,7.5,1729209603958,true\n"));
    expect([single.price[0], single.quantity[0], single.timeMs[0]]).toEqual([25, 3, 1729209603958]);
    const spot = await loadTrades(bytesOf("1,2.5,3,7,7,1729209603958125,True,True\n"));
    expect(spot.timeMs[0]).toBe(1729209603958.125);
  });

  test("that are wrong are refused with line and column, or left out", async () => {
    const bad: readonly [string, string][] = [
      ["8,0.7,1,1,1,1729209660000,true", "id"],
      ["9,0.7,1,1,1,1729209603957,true", "time"],
      ["9,0.7,1,1,1,soon,true", "time"],
      ["9,-0.7,1,1,1,1729209660000,true", "price"],
      ["9,0.7,0,1,1,1729209660000,true", "quantity"],
      ["9,0.7,1,1,1,1729209660000,maybe", "isBuyerMaker"],
    ];
    for (const [row, field] of bad) {
      const bytes = bytesOf(`${ROWS[0]}\n${ROWS[1]}\n${row}\n`);
      await expect(loadTrades(bytes)).rejects.toMatchObject({
        code: "TRADES_BAD_ROW",
        where: { line: 3, field },
      });
      expect(await loadTrades(bytes, { onBadRow: "skip" })).toMatchObject({
        count: 2,
        skippedRows: 1,
      });
    }
    const kline = bytesOf("open_time,open,high,low,close,volume\n0,1,1,1,1,1\n");
    await expect(loadTrades(kline)).rejects.toMatchObject({ code: "TRADES_BAD_ROW" });
  });

  test("cut short anywhere end in an error or in the rows before", async () => {
    const bytes = bytesOf(`${HEADER}\n${ROWS.join("\n")}`);
    for (let length = 0; length < bytes.length; length += 1) {
      const cut = await loadTrades(bytes.slice(0, length)).catch((error: Error) => error);
      if (cut instanceof Error) expect(cut).toMatchObject({ name: "PerpmillError" });
      else expect([...cut.quantity]).toEqual([19, 2254.5, 0.1].slice(0, cut.count));
    }
  });

  test("round to the decimals asked for", async () => {
    const trades = await loadTrades(bytesOf(ROWS.join("\n")), { priceDecimals: 3 });
    expect([...trades.price]).toEqual([710, 710, 700]);
  });
});

describe("bars from trades", () => {
  test("leave a hole where nothing was traded", async () => {
    const at = (minute: number) => 1729209600000 + minute * 60_000;
    const rows = [0, 1, 4].map((minute, id) => `${id},1.${minute},0.1,1,1,${at(minute)},true`);
    const bars = barsFromTrades(await loadTrades(bytesOf(rows.join("\n"))), "1m");
    expect([...bars.timeIndex]).toEqual([0, 1, 4]);
    expect(bars).toMatchObject({ holes: 1, baseTimeMs: at(0), intervalMs: 60_000 });
  });

  test("of a longer interval are those of minutes, resampled", async () => {
    const trade = fc.record({
      stepMs: fc.integer({ min: 0, max: 400_000 }),
      price: fc.integer({ min: 1, max: 5000 }),
      quantity: fc.integer({ min: 1, max: 100_000 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(trade, { minLength: 1, maxLength: 60 }), async (list) => {
        let time = 1729209603958;
        const rows = list.map(({ stepMs, price, quantity }, id) => {
          time += stepMs;
          return `${id},${price / 100},${quantity / 1000},1,1,${time},false`;
        });
        const trades = await loadTrades(bytesOf(`${rows.join("\n")}\n`));
        const whole = { incompleteLast: true };
        const minutes = barsFromTrades(trades, "1m");
        expect(resampleBars(minutes, "15m", whole)).toEqual(barsFromTrades(trades, "15m"));
      }),
      { numRuns: 100 },
    );
  });

  real("of the day are those of an independent construction over decimal strings", async () => {
    const trades = await loadTrades(DAY_FILE.pathname);
    const bars = barsFromTrades(trades, 60_000);
    expect(bars).toMatchObject({ symbol: "APEUSDT", count: 1440, holes: 0, priceDecimals: 4 });

    const minutes = new Map<string, { prices: string[]; units: bigint }>();
    for (const line of textOfDay().trim().split(/\r?\n/).slice(1)) {
      const [, price, quantity, , , time] = line.split(",");
      const minute = new Date(Number(time)).toISOString().slice(0, 16);
      const one = minutes.get(minute) ?? { prices: [], units: 0n };
      minutes.set(minute, one);
      one.prices.push(price.padEnd(6, "0"));
      const [whole, fraction = ""] = quantity.split(".");
      one.units += BigInt(whole + fraction.slice(0, 3).padEnd(3, "0"));
    }
    // all prices of the day have one digit before the point, so they sort as text
    const expected = [...minutes].map(([minute, { prices, units }]) => {
      const sorted = prices.toSorted();
      const ends = [prices[0], sorted[sorted.length - 1], sorted[0], prices[prices.length - 1]];
      return [minute, ...ends, Number(units) / 1000];
    });
    const text = (units: number) => (units / 10_000).toFixed(4);
    const built = Array.from({ length: bars.count }, (_, row) => [
      new Date(openTimeMs(bars, row)).toISOString().slice(0, 16),
      text(bars.open[row]),
      text(bars.high[row]),
      text(bars.low[row]),
      text(bars.close[row]),
      bars.volume?.[row],
    ]);
    expect(built).toEqual(expected);
  });
});

/** The only file of the archive, unpacked without the reader under test. */
function textOfDay(): string {
  const zip = readFileSync(DAY_FILE);
  const start = 30 + zip.readUInt16LE(26) + zip.readUInt16LE(28);
  const packed = zip.subarray(start, zip.indexOf("PK\x01\x02", start, "latin1"));
  return inflateRawSync(packed).toString("utf8");
}
