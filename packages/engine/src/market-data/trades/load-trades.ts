/** Loads trades from files laid out like the exchange's archives of aggregate and single trades. */
import { PerpmillError } from "../../errors.js";
import { BadRows } from "../bad-rows.js";
import { priceRangeError } from "../bar-columns.js";
import type { DataSource } from "../bars.js";
import type { CsvDialect } from "../csv-dialect.js";
import { PRICE_UNITS_MAX } from "../decimal-text.js";
import { DroppedRows } from "../dropped-rows.js";
import { emptyError } from "../empty-error.js";
import { symbolOf } from "../load.js";
import { checkBarsOptions, type LoadOptions } from "../load-options.js";
import { joinColumns, NumberColumns } from "../number-columns.js";
import type { Platform } from "../platform.js";
import { readSource, type Source } from "../read-source.js";
import { type CsvConsumer, TextRows } from "../text-rows.js";
import { TRADE_WIDTH, TradeRows } from "./trade-rows.js";
import type { Trades } from "./trades.js";
import { type TradesLayout, tradesLayout } from "./trades-layout.js";

export interface LoadTradesOptions extends LoadOptions {
  /** rounds prices half up to so many decimals, 0 to 22; default: as many as the data use */
  readonly priceDecimals?: number | null | undefined;
  /** default: taken from file names such as `APEUSDT-aggTrades-2024-10-18.zip`, else null */
  readonly symbol?: string | null | undefined;
}

/**
 * The trades of all files of a source, joined in time order.
 * @throws TRADES_BAD_ROW, BARS_EMPTY, BARS_DUPLICATE when files overlap, BARS_TRUNCATED,
 *   BARS_PRICE_RANGE, FILE_*, CONFIG_INVALID for impossible options, ABORTED
 */
export async function loadTradesFrom(
  source: Source,
  platform: Platform,
  options: LoadTradesOptions,
): Promise<Trades> {
  checkBarsOptions(options);
  const collected = new TradeFiles(options);
  const identity = await readSource(source, platform, options, {
    open(dialect, file) {
      const layout = tradesLayout(dialect);
      if (layout === null) throw noTrades(dialect, file);
      return collected.open(dialect, layout, file);
    },
    rows: () => collected.rows(),
  });
  return collected.join(identity, options.symbol ?? symbolOf(source));
}

/** The trades of several files while they are read. */
export class TradeFiles {
  private readonly parts: { readonly columns: NumberColumns; readonly rows: TradeRows }[] = [];
  private readonly bad: BadRows;
  private readonly fixedDecimals: number | null;

  constructor(options: LoadTradesOptions) {
    this.bad = new BadRows(options.onBadRow);
    this.fixedDecimals = options.priceDecimals ?? null;
  }

  /** The parser of one more file. */
  open(dialect: CsvDialect, layout: TradesLayout, file: string): CsvConsumer {
    const field = layout.names[layout.time] ?? "transact_time";
    const columns = new NumberColumns(file, { column: layout.time, field }, TRADE_WIDTH);
    const rows = new TradeRows(columns, layout, this.bad, this.fixedDecimals);
    this.parts.push({ columns, rows });
    return new TextRows(file, dialect, rows);
  }

  /** Rows read so far. */
  rows(): number {
    return this.parts.reduce((sum, { columns }) => sum + columns.count, 0);
  }

  /** All trades in time order. Throws BARS_EMPTY, BARS_DUPLICATE, BARS_PRICE_RANGE. */
  join(source: DataSource, symbol: string | null): Trades {
    const files = this.parts.map(({ columns }) => columns).filter(({ count }) => count > 0);
    if (files.length === 0) throw emptyError(source.name, this.bad.skipped);
    files.sort((a, b) => a.firstTimeMs - b.firstTimeMs);
    const priceDecimals =
      this.fixedDecimals ?? Math.max(...this.parts.map(({ rows }) => rows.priceDecimals));
    const dropped = new DroppedRows(files, this.bad);
    const [timeMs, prices, quantity, makers] = joinColumns(
      files,
      TRADE_WIDTH,
      dropped,
      () => undefined,
    );
    return {
      symbol,
      count: timeMs.length,
      timeMs,
      priceDecimals,
      price: unitsOf(prices, priceDecimals, source.name),
      quantity,
      isBuyerMaker: Uint8Array.from(makers),
      source,
      skippedRows: this.bad.skipped,
    };
  }
}

/** A price below 2^31 units is so far from the next that the rounded product is the written number. */
function unitsOf(prices: Float64Array, priceDecimals: number, file: string): Int32Array {
  const scale = 10 ** priceDecimals;
  const units = new Int32Array(prices.length);
  for (let row = 0; row < prices.length; row += 1) {
    const value = Math.round(prices[row] * scale);
    if (value > PRICE_UNITS_MAX) {
      throw priceRangeError(`price ${prices[row]}`, priceDecimals, { file });
    }
    units[row] = value;
  }
  return units;
}

function noTrades({ header, firstRow }: CsvDialect, file: string): PerpmillError {
  const first = (header ?? firstRow ?? []).slice(0, 12).join(", ").slice(0, 200);
  return new PerpmillError("TRADES_BAD_ROW", {
    message: `these are not trades: ${first}`,
    where: { file, line: 1 },
    hint: "The columns are agg_trade_id, price, quantity, first_trade_id, last_trade_id, transact_time, is_buyer_maker.",
  });
}
