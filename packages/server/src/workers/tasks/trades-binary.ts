/**
 * Trades as the engine has them in memory, for programs: `PMTRADES`, the length of the head in bytes as
 * u32, 4 zeros, the head as JSON padded with blanks to a multiple of 8, then the columns, little-endian,
 * each at the offset from the start of the file that the head names, a multiple of 8. The head:
 * `{ rows, priceDecimals, stepSize, words, columns: [{ name, type, offset }] }`; price = priceUnits /
 * 10^priceDecimals, contracts = lots * stepSize, and `words` are what the
 * numbers of a column of that name mean.
 */
import { LIQUIDITIES, POSITION_SIDES, TRADE_REASONS, type TradeColumns } from "@perpmill/engine";

const MAGIC = "PMTRADES";
const PRELUDE_BYTES = 16;
const ALIGNMENT = 8;
/** 15 digits. */
const LONGEST_OFFSET = 10 ** 14;

const TYPES = {
  timeMs: "f64",
  priceUnits: "f64",
  lots: "f64",
  fee: "f64",
  realizedPnl: "f64",
  longAfterLots: "f64",
  shortAfterLots: "f64",
  balanceAfter: "f64",
  referenceUnits: "f64",
  barIndex: "i32",
  side: "i8",
  positionSide: "u8",
  liquidity: "u8",
  reason: "u8",
} as const;

type Name = keyof typeof TYPES;
const NAMES = Object.keys(TYPES) as readonly Name[];

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

function headText(trades: TradeColumns, firstOffset: number): string {
  let offset = firstOffset;
  const columns = NAMES.map((name) => {
    const column = { name, type: TYPES[name], offset };
    offset += aligned(trades[name].byteLength);
    return column;
  });
  const { length: rows, priceDecimals, stepSize } = trades;
  const words = { positionSide: POSITION_SIDES, liquidity: LIQUIDITIES, reason: TRADE_REASONS };
  return JSON.stringify({ rows, priceDecimals, stepSize, words, columns });
}

/** The file in pieces. */
export function* tradesBinary(trades: TradeColumns): Generator<Uint8Array> {
  // Made with the longest offsets first, as its length moves the offsets in it.
  const longest = headText(trades, LONGEST_OFFSET).length;
  const headBytes = aligned(longest);
  const head = headText(trades, PRELUDE_BYTES + headBytes).padEnd(headBytes, " ");
  const prelude = new Uint8Array(PRELUDE_BYTES);
  prelude.set(new TextEncoder().encode(MAGIC));
  new DataView(prelude.buffer).setUint32(MAGIC.length, headBytes, true);
  yield prelude;
  yield new TextEncoder().encode(head);
  for (const name of NAMES) {
    const { buffer, byteOffset, byteLength } = trades[name];
    yield new Uint8Array(buffer, byteOffset, byteLength);
    yield new Uint8Array(aligned(byteLength) - byteLength);
  }
}
