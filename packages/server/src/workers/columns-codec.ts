/**
 * Trades and equity as they are stored: pieces of at most 65,536 rows, each raw deflate (level 1) of a
 * head of 32 bytes and then its columns, one after the other. Nothing is lost: bits come back as they were.
 *
 * Head, little-endian: `PMC1`, part u32 (1 trades, 2 equity), rows u32, price decimals u32, step size
 * f64, zeros. A column of w-byte values is w planes of a byte per row, the lowest byte first, of the
 * differences between the bit patterns of a row and the row before (0 before the first), as whole
 * numbers of 4 or 8 bytes that wrap; columns of bytes are kept as they are. Neighbouring rows are alike,
 * so that many planes are zeros: two thirds of what plain columns deflate to.
 */
import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { promisify } from "node:util";
import { deflateRaw, inflateRaw } from "node:zlib";
import type { EquityColumns, TradeColumns } from "@perpmill/engine";
import { ServerError } from "../errors.js";
import { type Column, readColumn, writeColumn } from "./column-planes.js";
import type { ColumnPiece } from "./protocol.js";

/** Most rows of a piece. */
export const PIECE_ROWS = 65_536;

const HEAD_BYTES = 32;
const MAGIC = 0x31434d50;
const LEVEL = 1;

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

type Part = "trades" | "equity";
const PART_CODES: Readonly<Record<Part, number>> = { trades: 1, equity: 2 };

const TRADE_LAYOUT = {
  timeMs: Float64Array,
  priceUnits: Float64Array,
  lots: Float64Array,
  fee: Float64Array,
  realizedPnl: Float64Array,
  longAfterLots: Float64Array,
  shortAfterLots: Float64Array,
  balanceAfter: Float64Array,
  referenceUnits: Float64Array,
  barIndex: Int32Array,
  side: Int8Array,
  positionSide: Uint8Array,
  liquidity: Uint8Array,
  reason: Uint8Array,
} as const;
const EQUITY_LAYOUT = { openTimeMs: Float64Array, equity: Float64Array } as const;

interface Units {
  readonly priceDecimals: number;
  readonly stepSize: number;
}

/** The pieces of a run's trades, in order; none of none. */
export function encodeTrades(trades: TradeColumns): Promise<ColumnPiece[]> {
  const columns = Object.keys(TRADE_LAYOUT).map(
    (name) => trades[name as keyof typeof TRADE_LAYOUT],
  );
  return encode("trades", trades.timeMs, columns, trades);
}

/** The pieces of a run's equity, in order; none of none. */
export function encodeEquity(equity: EquityColumns): Promise<ColumnPiece[]> {
  const columns = [equity.openTimeMs, equity.equity];
  return encode("equity", equity.openTimeMs, columns, { priceDecimals: 0, stepSize: 1 });
}

/**
 * The rows of neighbouring pieces of trades, in order.
 * @throws ServerError BLOB_DAMAGED
 */
export async function decodeTrades(pieces: readonly Uint8Array[]): Promise<TradeColumns> {
  const blocks = await open("trades", pieces, rowBytes(TRADE_LAYOUT));
  const { priceDecimals, stepSize } = blocks[0]?.units ?? { priceDecimals: 0, stepSize: 1 };
  const length = blocks.reduce((sum, { rows }) => sum + rows, 0);
  const columns = {
    timeMs: new Float64Array(length),
    priceUnits: new Float64Array(length),
    lots: new Float64Array(length),
    fee: new Float64Array(length),
    realizedPnl: new Float64Array(length),
    longAfterLots: new Float64Array(length),
    shortAfterLots: new Float64Array(length),
    balanceAfter: new Float64Array(length),
    referenceUnits: new Float64Array(length),
    barIndex: new Int32Array(length),
    side: new Int8Array(length),
    positionSide: new Uint8Array(length),
    liquidity: new Uint8Array(length),
    reason: new Uint8Array(length),
  };
  await fill(
    blocks,
    Object.keys(TRADE_LAYOUT).map((name) => columns[name as keyof typeof TRADE_LAYOUT]),
  );
  return { length, priceDecimals, stepSize, ...columns };
}

/**
 * The rows of neighbouring pieces of equity, in order.
 * @throws ServerError BLOB_DAMAGED
 */
export async function decodeEquity(pieces: readonly Uint8Array[]): Promise<EquityColumns> {
  const blocks = await open("equity", pieces, rowBytes(EQUITY_LAYOUT));
  const length = blocks.reduce((sum, { rows }) => sum + rows, 0);
  const openTimeMs = new Float64Array(length);
  const equity = new Float64Array(length);
  await fill(blocks, [openTimeMs, equity]);
  return { length, openTimeMs, equity };
}

/**
 * The bytes of a stored piece, when they are still what was stored.
 * @throws ServerError BLOB_DAMAGED
 */
export function checkedBytes(piece: Pick<ColumnPiece, "bytes" | "sha256">): Uint8Array {
  if (sha256(piece.bytes) === piece.sha256) return piece.bytes;
  throw new ServerError("BLOB_DAMAGED");
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function rowBytes(
  layout: Readonly<Record<string, { readonly BYTES_PER_ELEMENT: number }>>,
): number {
  return Object.values(layout).reduce((sum, { BYTES_PER_ELEMENT }) => sum + BYTES_PER_ELEMENT, 0);
}

async function encode(
  part: Part,
  timeMs: Float64Array,
  columns: readonly Column[],
  units: Units,
): Promise<ColumnPiece[]> {
  const pieces: ColumnPiece[] = [];
  for (let firstRow = 0; firstRow < timeMs.length; firstRow += PIECE_ROWS) {
    const end = Math.min(firstRow + PIECE_ROWS, timeMs.length);
    const block = writeBlock(
      part,
      columns.map((column) => column.subarray(firstRow, end)),
      units,
    );
    const bytes = await deflate(block, { level: LEVEL });
    pieces.push({
      firstRow,
      rows: end - firstRow,
      firstMs: timeMs[firstRow],
      lastMs: timeMs[end - 1],
      sha256: sha256(bytes),
      bytes,
    });
  }
  return pieces;
}

function writeBlock(part: Part, columns: readonly Column[], units: Units): Uint8Array {
  const bytes = columns.reduce((sum, { byteLength }) => sum + byteLength, HEAD_BYTES);
  const block = new Uint8Array(bytes);
  const head = new DataView(block.buffer, 0, HEAD_BYTES);
  head.setUint32(0, MAGIC, true);
  head.setUint32(4, PART_CODES[part], true);
  head.setUint32(8, columns[0].length, true);
  head.setUint32(12, units.priceDecimals, true);
  head.setFloat64(16, units.stepSize, true);
  let at = HEAD_BYTES;
  for (const column of columns) {
    writeColumn(column, block.subarray(at, at + column.byteLength));
    at += column.byteLength;
  }
  return block;
}

interface Block {
  readonly rows: number;
  readonly units: Units;
  readonly data: Uint8Array;
}

async function open(part: Part, pieces: readonly Uint8Array[], width: number): Promise<Block[]> {
  const blocks: Block[] = [];
  for (const piece of pieces) blocks.push(await openPiece(part, piece, width));
  return blocks;
}

async function openPiece(part: Part, piece: Uint8Array, width: number): Promise<Block> {
  let block: Uint8Array;
  try {
    block = await inflate(piece, { maxOutputLength: HEAD_BYTES + PIECE_ROWS * width });
  } catch (cause) {
    throw new ServerError("BLOB_DAMAGED", { cause });
  }
  if (block.length < HEAD_BYTES) throw new ServerError("BLOB_DAMAGED");
  const head = new DataView(block.buffer, block.byteOffset, HEAD_BYTES);
  const rows = head.getUint32(8, true);
  const wrong =
    head.getUint32(0, true) !== MAGIC ||
    head.getUint32(4, true) !== PART_CODES[part] ||
    block.length !== HEAD_BYTES + rows * width;
  if (wrong) throw new ServerError("BLOB_DAMAGED");
  const units = { priceDecimals: head.getUint32(12, true), stepSize: head.getFloat64(16, true) };
  return { rows, units, data: block.subarray(HEAD_BYTES) };
}

/** A piece at a time, as the server decodes too and has others to answer between them. */
async function fill(blocks: readonly Block[], columns: readonly Column[]): Promise<void> {
  let row = 0;
  for (const { rows, data } of blocks) {
    let at = 0;
    for (const column of columns) {
      const part = column.subarray(row, row + rows);
      readColumn(data.subarray(at, at + part.byteLength), part);
      at += part.byteLength;
    }
    row += rows;
    await setImmediate();
  }
}
