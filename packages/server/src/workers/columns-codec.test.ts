import type { EquityColumns, TradeColumns } from "@perpmill/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  checkedBytes,
  decodeEquity,
  decodeTrades,
  encodeEquity,
  encodeTrades,
  PIECE_ROWS,
} from "./columns-codec.js";

const f64 = fc.double();
const i32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const u8 = fc.nat(255);

const tradeRows = fc.array(
  fc.tuple(f64, f64, f64, f64, f64, f64, f64, f64, f64, i32, u8, u8, u8, u8),
  { maxLength: 80 },
);

function tradesOf(rows: readonly (readonly number[])[]): TradeColumns {
  const doubles = (index: number): Float64Array => Float64Array.from(rows, (row) => row[index]);
  const bytes = (index: number): Uint8Array => Uint8Array.from(rows, (row) => row[index]);
  const units = rows.length === 0 ? [0, 1] : [4, 0.001];
  return {
    length: rows.length,
    priceDecimals: units[0],
    stepSize: units[1],
    timeMs: doubles(0),
    priceUnits: doubles(1),
    lots: doubles(2),
    fee: doubles(3),
    realizedPnl: doubles(4),
    longAfterLots: doubles(5),
    shortAfterLots: doubles(6),
    balanceAfter: doubles(7),
    referenceUnits: doubles(8),
    barIndex: Int32Array.from(rows, (row) => row[9]),
    side: Int8Array.from(rows, (row) => row[10]),
    positionSide: bytes(11),
    liquidity: bytes(12),
    reason: bytes(13),
  };
}

/** 60,000 ms apart, with an equity that goes up and down. */
function equityOf(length: number): EquityColumns {
  return {
    length,
    openTimeMs: Float64Array.from({ length }, (_, row) => 1_700_000_000_000 + row * 60_000),
    equity: Float64Array.from({ length }, (_, row) => 10_000 + Math.sin(row / 1000) * 500),
  };
}

function bytesOf(pieces: readonly { readonly bytes: Uint8Array }[]): Uint8Array[] {
  return pieces.map(({ bytes }) => bytes);
}

test("any trades come back bit for bit", async () => {
  await fc.assert(
    fc.asyncProperty(tradeRows, async (rows) => {
      const trades = tradesOf(rows);
      expect(await decodeTrades(bytesOf(await encodeTrades(trades)))).toEqual(trades);
    }),
    { numRuns: 50 },
  );
});

test("any doubles come back bit for bit, also NaN, infinities and -0", async () => {
  const odd = fc.oneof(f64, fc.constantFrom(Number.NaN, -0, 0, Infinity, -Infinity, 5e-324));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(odd, odd), { minLength: 1 }), async (rows) => {
      const openTimeMs = Float64Array.from(rows, ([time]) => time);
      const equity = Float64Array.from(rows, ([, value]) => value);
      const columns = { length: rows.length, openTimeMs, equity };
      const back = await decodeEquity(bytesOf(await encodeEquity(columns)));
      expect(new Uint8Array(back.equity.buffer)).toEqual(new Uint8Array(equity.buffer));
      expect(new Uint8Array(back.openTimeMs.buffer)).toEqual(new Uint8Array(openTimeMs.buffer));
    }),
  );
});

test("pieces say what they hold, and any of them can be read alone", async () => {
  const equity = equityOf(2 * PIECE_ROWS + 5);
  const pieces = await encodeEquity(equity);
  expect(pieces.map(({ firstRow, rows }) => [firstRow, rows])).toEqual([
    [0, PIECE_ROWS],
    [PIECE_ROWS, PIECE_ROWS],
    [2 * PIECE_ROWS, 5],
  ]);
  for (const { firstRow, rows, firstMs, lastMs, bytes } of pieces) {
    const one = await decodeEquity([bytes]);
    expect(one.equity).toEqual(equity.equity.subarray(firstRow, firstRow + rows));
    expect([firstMs, lastMs]).toEqual([one.openTimeMs[0], one.openTimeMs[rows - 1]]);
  }
  expect(await decodeEquity(bytesOf(pieces))).toEqual(equity);
});

test("times at a distance take next to nothing", async () => {
  const length = PIECE_ROWS;
  const flat = { ...equityOf(length), equity: new Float64Array(length).fill(10_000.5) };
  const [piece] = await encodeEquity(flat);
  expect(piece.bytes.length).toBeLessThan(10_000);
});

test("a piece whose bytes have changed is told by its checksum", async () => {
  const [piece] = await encodeEquity(equityOf(100));
  expect(checkedBytes(piece)).toBe(piece.bytes);
  await fc.assert(
    fc.asyncProperty(fc.nat(piece.bytes.length - 1), async (at) => {
      const bytes = piece.bytes.slice();
      bytes[at] ^= 1;
      expect(() => checkedBytes({ ...piece, bytes })).toThrow(/does not agree with its checksum/);
    }),
  );
});

test("bytes that are no piece, or one of another part, are an error and never rows", async () => {
  const damaged = { code: "BLOB_DAMAGED" };
  const [equity] = await encodeEquity(equityOf(100));
  const [trades] = await encodeTrades(tradesOf([new Array<number>(14).fill(1)]));
  await expect(decodeTrades([equity.bytes])).rejects.toMatchObject(damaged);
  await expect(decodeEquity([trades.bytes])).rejects.toMatchObject(damaged);
  await expect(decodeEquity([equity.bytes.subarray(0, -10)])).rejects.toMatchObject(damaged);
  await expect(decodeEquity([new Uint8Array(10)])).rejects.toMatchObject(damaged);
});

test("a piece that unpacks to more than a piece can be is refused", async () => {
  const { deflateRawSync } = await import("node:zlib");
  const bomb = deflateRawSync(new Uint8Array(50_000_000));
  await expect(decodeEquity([bomb])).rejects.toMatchObject({ code: "BLOB_DAMAGED" });
});
