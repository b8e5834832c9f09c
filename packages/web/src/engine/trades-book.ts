/** The fills of one run, to be looked at: filtered, ordered, by window, as markers, as CSV. */
import { type TradeColumns, tradeRecords, tradesCsv } from "@perpmill/engine";
import type { KlineMarker } from "../charts/kline-source";
import { firstAtLeast, rowsThatPass } from "./trades-filter";
import { markersOf } from "./trades-markers";
import { countedTo, rowsInOrder } from "./trades-order";
import type {
  TradeRow,
  TradesFilter,
  TradesPlace,
  TradesSort,
  TradesSortKey,
  TradesView,
} from "./trades-protocol";
import { roleAt, rolesOf } from "./trades-roles";

const KEYS: Readonly<Record<TradesSortKey, keyof TradeColumns & string>> = {
  time: "timeMs",
  price: "priceUnits",
  quantity: "lots",
  realizedPnl: "realizedPnl",
  fee: "fee",
};

/** Rows of a CSV that are picked and written at once. */
const CSV_ROWS = 65_536;

/** The rows of columns that are named, in that order. */
function pick(trades: TradeColumns, rows: Uint32Array): TradeColumns {
  const of = <T extends Float64Array | Int32Array | Int8Array | Uint8Array>(
    column: T,
    into: T,
  ): T => {
    for (let i = 0; i < rows.length; i++) into[i] = column[rows[i]!]!;
    return into;
  };
  const f64 = (column: Float64Array) => of(column, new Float64Array(rows.length));
  const u8 = (column: Uint8Array) => of(column, new Uint8Array(rows.length));
  return {
    length: rows.length,
    priceDecimals: trades.priceDecimals,
    stepSize: trades.stepSize,
    timeMs: f64(trades.timeMs),
    barIndex: of(trades.barIndex, new Int32Array(rows.length)),
    priceUnits: f64(trades.priceUnits),
    lots: f64(trades.lots),
    side: of(trades.side, new Int8Array(rows.length)),
    positionSide: u8(trades.positionSide),
    liquidity: u8(trades.liquidity),
    reason: u8(trades.reason),
    fee: f64(trades.fee),
    realizedPnl: f64(trades.realizedPnl),
    longAfterLots: f64(trades.longAfterLots),
    shortAfterLots: f64(trades.shortAfterLots),
    balanceAfter: f64(trades.balanceAfter),
    referenceUnits: f64(trades.referenceUnits),
  };
}

/** Decimals that a step such as 0.001 is written with. */
function decimalsOf(step: number): number {
  for (let decimals = 0; decimals < 15; decimals++) {
    if (Number(step.toFixed(decimals)) === step) return decimals;
  }
  return 15;
}

/** A view without its number. */
export type ViewFacts = Omit<TradesView, "id">;

/** What of the fills is looked at, in which order. */
export class TradesSelection {
  readonly #trades: TradeColumns;
  readonly #roles: Uint8Array;
  /** in order of filling; null: all */
  readonly #passed: Uint32Array | null;
  /** as shown; null: in order of filling, perhaps backwards */
  readonly #ordered: Uint32Array | null;
  readonly #backwards: boolean;
  readonly facts: ViewFacts;

  constructor(trades: TradeColumns, roles: Uint8Array, filter: TradesFilter, sort: TradesSort) {
    this.#trades = trades;
    this.#roles = roles;
    this.#passed = rowsThatPass(trades, roles, filter);
    const { by, descending } = sort;
    this.#backwards = by === "time" && descending;
    this.#ordered = by === "time" ? null : this.#inOrder(KEYS[by], descending);
    this.facts = this.#sums();
  }

  get #count(): number {
    return this.#passed?.length ?? this.#trades.length;
  }

  #inOrder(name: keyof TradeColumns, descending: boolean): Uint32Array {
    const column = this.#trades[name] as Float64Array;
    const rows = this.#passed;
    if (rows === null) return rowsInOrder(countedTo(column.length), column, descending);
    const keys = new Float64Array(rows.length);
    for (let at = 0; at < rows.length; at++) keys[at] = column[rows[at]!]!;
    return rowsInOrder(rows, keys, descending);
  }

  #sums(): ViewFacts {
    const trades = this.#trades;
    const { priceDecimals, stepSize } = trades;
    const count = this.#count;
    let buys = 0;
    let boughtLots = 0;
    let soldLots = 0;
    let realizedPnl = 0;
    let fees = 0;
    for (let at = 0; at < count; at++) {
      const row = this.#passed === null ? at : this.#passed[at]!;
      const lots = trades.lots[row]!;
      if (trades.side[row]! > 0) {
        buys += 1;
        boughtLots += lots;
      } else soldLots += lots;
      realizedPnl += trades.realizedPnl[row]!;
      fees += trades.fee[row]!;
    }
    const quantityDecimals = decimalsOf(stepSize);
    const boughtQuantity = boughtLots * stepSize;
    const soldQuantity = soldLots * stepSize;
    const sums = { buys, sells: count - buys, boughtQuantity, soldQuantity, realizedPnl, fees };
    return { total: trades.length, count, ...sums, priceDecimals, quantityDecimals };
  }

  /** Row of the run at a position of the view. */
  #rowAt(position: number): number {
    if (this.#ordered !== null) return this.#ordered[position]!;
    const at = this.#backwards ? this.#count - 1 - position : position;
    return this.#passed === null ? at : this.#passed[at]!;
  }

  #rowsBetween(first: number, end: number): Uint32Array {
    const from = Math.max(0, first);
    const length = Math.max(0, Math.min(end, this.#count) - from);
    return Uint32Array.from({ length }, (_, i) => this.#rowAt(from + i));
  }

  /** The fills at the positions `[first, end)`. */
  rows(first: number, end: number): TradeRow[] {
    const rows = this.#rowsBetween(first, end);
    return tradeRecords(pick(this.#trades, rows)).map((record, i) => ({
      ...record,
      row: rows[i]!,
      barIndex: this.#trades.barIndex[rows[i]!]!,
      role: roleAt(this.#roles, rows[i]!),
    }));
  }

  /** Position of a fill, or of the first at or after a bar or a time; null: there is none. */
  find(place: TradesPlace): number | null {
    const { timeMs, barIndex } = this.#trades;
    const wanted =
      "row" in place
        ? place.row
        : "timeMs" in place
          ? firstAtLeast(timeMs, place.timeMs)
          : firstAtLeast(barIndex, place.barIndex);
    const at = this.#passed === null ? wanted : firstAtLeast(this.#passed, wanted);
    if (at >= this.#count) return null;
    const row = this.#passed === null ? at : this.#passed[at]!;
    if ("row" in place && row !== place.row) return null;
    if (this.#ordered !== null) return this.#ordered.indexOf(row);
    return this.#backwards ? this.#count - 1 - at : at;
  }

  /** The fills in `[fromMs, toMs)`, those of a drawn bar as one. */
  markers(fromMs: number, toMs: number, intervalMs: number): KlineMarker[] {
    return markersOf(this.#trades, this.#passed, { fromMs, toMs, intervalMs });
  }

  /** TRADES.csv of the view. */
  csv(): Blob {
    const parts: string[] = [];
    for (let first = 0; first === 0 || first < this.#count; first += CSV_ROWS) {
      const chunk = pick(this.#trades, this.#rowsBetween(first, first + CSV_ROWS));
      const text = [...tradesCsv(chunk)].join("");
      // each chunk begins with the header
      parts.push(first === 0 ? text : text.slice(text.indexOf("\n") + 1));
    }
    return new Blob(parts, { type: "text/csv" });
  }
}

/** All fills of a run. The columns are not copied and must not change. */
export class TradesBook {
  readonly #trades: TradeColumns;
  readonly #roles: Uint8Array;

  constructor(trades: TradeColumns) {
    this.#trades = trades;
    this.#roles = rolesOf(trades);
  }

  select(filter: TradesFilter, sort: TradesSort): TradesSelection {
    return new TradesSelection(this.#trades, this.#roles, filter, sort);
  }
}
