/** Prices for charts and tickers, from the data sets that somebody may see: `app.data.market`. */
import { timeframes } from "@perpmill/engine";
import { ServerError } from "../../../errors.js";
import type {
  Beside,
  BesideQuery,
  Klines,
  KlinesQuery,
  MarketQuery,
  MarketStats,
  MarketSymbols,
  Timeframes,
} from "../../../schemas/market.js";
import type { DataFiles, TaskPlaces } from "../../../workers/task-data.js";
import type { Pool } from "../jobs/job-types.js";
import { checkBars } from "./columns.js";
import { type ResolvedData, resolved } from "./data-set-record.js";
import type { DataSets } from "./data-sets.js";
import type { DataSetsRepository } from "./data-sets-repository.js";
import type { Viewer } from "./viewer.js";

export interface MarketParts {
  readonly sets: DataSets;
  readonly repository: DataSetsRepository;
  readonly pool: Pool;
  readonly places: TaskPlaces;
  readonly home: string;
}

const STATS_KEPT = 500;

export class Market {
  readonly #parts: MarketParts;
  /** by content hash, which never means other bars */
  readonly #stats = new Map<string, Omit<MarketStats, "dataSetId" | "symbol">>();

  constructor(parts: MarketParts) {
    this.#parts = parts;
  }

  /**
   * The data set that is meant: by id, or the best one of a symbol, one's own before others'.
   * @throws REQUEST_INVALID when neither is named, NOT_FOUND, CONFLICT, DATA_UNFIT
   */
  async which({ dataSetId, symbol, market }: MarketQuery, viewer: Viewer): Promise<ResolvedData> {
    if (dataSetId !== undefined) {
      const data = await this.#parts.sets.resolve(dataSetId, viewer);
      checkBars(data);
      return data;
    }
    if (symbol === undefined) {
      throw new ServerError("REQUEST_INVALID", {
        message: "say which data are meant: dataSetId or symbol",
        field: "query.symbol",
      });
    }
    const rows = await this.#parts.repository.bars(viewer.userId, symbol, market ?? null);
    const data = rows.map((row) => resolved(this.#parts.home, row)).find((one) => one !== null);
    if (data !== undefined) return data;
    throw new ServerError("NOT_FOUND", { message: `there are no bars of ${symbol} for you` });
  }

  /** Bars of any multiple of their interval. @throws as `which`, CONFIG_INVALID, BARS_RANGE_EMPTY */
  async klines(query: KlinesQuery, viewer: Viewer): Promise<Klines> {
    const data = await this.which(query, viewer);
    const { interval, from, to, limit } = query;
    const { klines } = await this.#parts.pool.call(
      {
        kind: "klines",
        places: this.#parts.places,
        bars: data.files,
        range: { fromMs: from ?? null, toMs: to ?? null },
        interval: interval ?? `${data.facts.intervalMs ?? 60_000}ms`,
        limit,
      },
      { ownerId: viewer.userId },
    );
    return {
      dataSetId: data.id,
      symbol: data.symbol,
      interval: nameOf(klines.intervalMs) ?? klines.interval,
      intervalMs: klines.intervalMs,
      openTimeMs: [...klines.openTimeMs],
      open: [...klines.open],
      high: [...klines.high],
      low: [...klines.low],
      close: [...klines.close],
      volume: klines.volume === null ? null : [...klines.volume],
    };
  }

  /** The last 24 hours of the data. @throws as `which` */
  async stats(query: MarketQuery, viewer: Viewer): Promise<MarketStats> {
    const { id, symbol, files, contentHash } = await this.which(query, viewer);
    const known = this.#stats.get(contentHash);
    if (known !== undefined) return { dataSetId: id, symbol, ...known };
    const { places, pool } = this.#parts;
    const { stats } = await pool.call(
      { kind: "stats", places, bars: files },
      { ownerId: viewer.userId },
    );
    this.#stats.set(contentHash, stats);
    const [oldest] = this.#stats.keys();
    if (this.#stats.size > STATS_KEPT && oldest !== undefined) this.#stats.delete(oldest);
    return { dataSetId: id, symbol, ...stats };
  }

  /**
   * What stands beside the last bars of a range in any multiple of their interval.
   * @throws as `which`, CONFIG_INVALID, BARS_RANGE_EMPTY
   */
  async beside(query: BesideQuery, viewer: Viewer): Promise<Beside> {
    const { dataSetId, markDataSetId, fundingDataSetId, interval, limit } = query;
    const { from: fromMs, to: toMs } = query;
    const bars = await this.which({ dataSetId }, viewer);
    const mark = await this.#series(markDataSetId, "mark", viewer);
    const funding = await this.#series(fundingDataSetId, "funding", viewer);
    const { places, pool } = this.#parts;
    const task = { kind: "beside", places, bars: bars.files, mark, funding } as const;
    const { beside } = await pool.call(
      { ...task, interval, fromMs, toMs, limit },
      { ownerId: viewer.userId },
    );
    return {
      openTimeMs: [...beside.openTimeMs],
      rate: gaps(beside.rate),
      rateSum: gaps(beside.rateSum),
      basisBps: gaps(beside.basisBps),
    };
  }

  async #series(
    id: string | undefined,
    kind: "mark" | "funding",
    viewer: Viewer,
  ): Promise<DataFiles | null> {
    if (id === undefined) return null;
    const data = await this.#parts.sets.resolve(id, viewer);
    if (data.kind === kind) return data.files;
    throw new ServerError("DATA_UNFIT", {
      message: `the data set ${data.name} holds ${data.kind}, not ${kind}`,
      field: `query.${kind}DataSetId`,
    });
  }

  /** The symbols that there are bars of, with the best data set of each. */
  async symbols(viewer: Viewer): Promise<MarketSymbols> {
    const rows = await this.#parts.repository.bars(viewer.userId, null, null);
    const items = new Map<string, MarketSymbols["items"][number]>();
    for (const row of rows) {
      const symbol = row.symbol ?? "";
      const known = items.get(symbol);
      if (known !== undefined) known.dataSets += 1;
      else {
        items.set(symbol, {
          symbol,
          market: row.market,
          dataSetId: row.id,
          intervalMs: row.interval_ms,
          firstMs: row.first_ms,
          lastMs: row.last_ms,
          rows: row.rows,
          dataSets: 1,
        });
      }
    }
    return { items: [...items.values()] };
  }

  /** The usual intervals: all, or those that the data meant can be shown in. @throws as `which` */
  async timeframes(query: MarketQuery, viewer: Viewer): Promise<Timeframes> {
    const named = query.dataSetId !== undefined || query.symbol !== undefined;
    const intervalMs = named ? (await this.which(query, viewer)).facts.intervalMs : null;
    return { items: timeframes(intervalMs).map((one) => ({ ...one })) };
  }
}

/** JSON has no number for what is not there. */
function gaps(column: Float64Array | null): (number | null)[] | null {
  return column === null ? null : Array.from(column, (one) => (Number.isNaN(one) ? null : one));
}

function nameOf(intervalMs: number): string | undefined {
  return timeframes().find((one) => one.intervalMs === intervalMs)?.interval;
}
