/**
 * Downloads of other exchanges, through ccxt, into the same store: one CSV a month, which grows while
 * the month lasts. Such data sets carry the exchange's name: `okx-um/ETHUSDT/last-1m`.
 */
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PerpmillError } from "../errors.js";
import type { DataSetId, StoredFile } from "../store/index.js";
import { plainDecimal } from "../synthetic/kline-csv.js";
import { ARCHIVE_INTERVALS, type DownloadKind } from "./archive-layout.js";
import {
  type CcxtExchange,
  type CcxtLibrary,
  type CcxtMarket,
  loadCcxt,
  openExchange,
} from "./ccxt-node.js";
import { throwIfAborted, timerSleep } from "./clock.js";
import type { DownloadOptions, DownloadReport } from "./download-node.js";
import { monthsOf, type Period } from "./periods.js";
import { ProgressMeter } from "./progress.js";
import { METHODS, marketOf, pageRowsOf, type VenueKind, windowsOf } from "./venue-market.js";

export interface VenueOptions extends Omit<DownloadOptions, "archiveUrl" | "onNotice"> {
  /** name in ccxt, such as `okx` */
  readonly exchange: string;
}

const TRIES = 6;
const FIRST_WAIT_MS = 1000;

/** @throws USAGE for trades, of which most exchanges give the latest only */
function venueKind(kind: DownloadKind): VenueKind {
  if (kind !== "trades") return kind;
  throw new PerpmillError("USAGE", {
    message: "trades are downloaded from Binance only",
    hint: "Leave trades out of --kinds, or leave --exchange out.",
  });
}

interface Row {
  readonly timeMs: number;
  readonly line: string;
}

function decimal(value: number): string {
  return value < 0 ? `-${plainDecimal(-value)}` : plainDecimal(value);
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

class VenueSeries {
  readonly kind: VenueKind;
  readonly id: DataSetId;
  readonly #options: VenueOptions;
  readonly #library: CcxtLibrary;
  readonly #exchange: CcxtExchange;
  readonly #market: CcxtMarket;
  readonly #meter: ProgressMeter;
  readonly #lengthMs: number;
  readonly #pageRows: number;

  constructor(
    kind: VenueKind,
    options: VenueOptions,
    library: CcxtLibrary,
    exchange: CcxtExchange,
    market: CcxtMarket,
    meter: ProgressMeter,
  ) {
    const { interval } = options;
    this.kind = kind;
    this.id = {
      market: `${options.exchange}-${options.market}`,
      symbol: (market.base + market.quote).toUpperCase(),
      kind: kind === "klines" ? "last" : kind,
      interval: kind === "funding" ? null : interval,
    };
    this.#options = options;
    this.#library = library;
    this.#exchange = exchange;
    this.#market = market;
    this.#meter = meter;
    this.#pageRows = pageRowsOf(exchange, market, kind);
    this.#lengthMs = kind === "funding" ? 0 : ARCHIVE_INTERVALS[interval];
    const knows = kind === "funding" || interval in exchange.timeframes;
    if (!exchange.has[METHODS[kind]] || !knows || Number.isNaN(this.#lengthMs ?? Number.NaN)) {
      throw new PerpmillError("USAGE", {
        message: `${options.exchange} does not give ${kind} of ${interval}`,
        hint: `Its intervals are ${Object.keys(exchange.timeframes).join(", ")}; leave out kinds it lacks.`,
      });
    }
  }

  /** Brings one month up to date; what came before a failure or the signal is kept. */
  async settle(month: Period): Promise<"fetched" | "kept" | "empty"> {
    const { store, nowMs } = this.#options;
    const detail = this.id.interval ?? "fundingRate";
    const name = `${this.id.symbol}-${detail}-${month.name}.csv`;
    const before = (await store.get(this.id))?.files.find((file) => file.name === name);
    if (before?.toMs === month.endMs) return "kept";
    const endMs = Math.min(month.endMs, nowMs());
    const startMs = Math.max(month.startMs, before?.toMs ?? 0, this.#market.created ?? 0);
    const rows: Row[] = [];
    let failure: unknown = null;
    try {
      for await (const page of this.#pages(startMs, endMs)) rows.push(...page);
    } catch (error) {
      failure = error;
    }
    const complete = failure === null && endMs === month.endMs;
    if (rows.length > 0 || (complete && before !== undefined)) {
      await this.#keep(month, name, rows, before ?? null, complete);
    }
    if (failure !== null) throw failure;
    return rows.length > 0 ? "fetched" : before === undefined ? "empty" : "kept";
  }

  /** Rows in order. Some windows are asked for at once; the library keeps to the exchange's pace. */
  async *#pages(startMs: number, endMs: number): AsyncGenerator<Row[]> {
    const { parallel = 4, signal } = this.#options;
    if (this.kind === "funding") {
      yield this.#told(await this.#rowsOf(startMs, endMs));
      return;
    }
    const windows = windowsOf(startMs, endMs, this.#pageRows * this.#lengthMs);
    for (let at = 0; at < windows.length; at += parallel) {
      throwIfAborted(signal);
      const asked = windows.slice(at, at + parallel).map((one) => this.#rowsOf(...one));
      for (const one of await Promise.allSettled(asked)) {
        // what came before a window that failed is kept
        if (one.status === "rejected") throw one.reason;
        yield this.#told(one.value);
      }
    }
  }

  #told(rows: Row[]): Row[] {
    this.#meter.received(rows.reduce((sum, { line }) => sum + line.length + 1, 0));
    return rows;
  }

  /** The rows that lie in `[startMs, endMs)` whole, each once; an exchange may give fewer at once than asked. */
  async #rowsOf(startMs: number, endMs: number): Promise<Row[]> {
    const all: Row[] = [];
    for (let sinceMs = startMs; sinceMs < endMs && sinceMs + this.#lengthMs <= endMs; ) {
      throwIfAborted(this.#options.signal);
      const page = await this.#again(() => this.#page(sinceMs));
      const rows = page
        .filter(({ timeMs }) => timeMs >= sinceMs && timeMs + this.#lengthMs <= endMs)
        .sort((a, b) => a.timeMs - b.timeMs)
        .filter(({ timeMs }, at, sorted) => timeMs !== sorted[at - 1]?.timeMs);
      const last = rows[rows.length - 1]?.timeMs;
      if (last === undefined) break;
      all.push(...rows);
      sinceMs = last + Math.max(1, this.#lengthMs);
    }
    return all;
  }

  async #page(sinceMs: number): Promise<Row[]> {
    const { symbol } = this.#market;
    if (this.kind === "funding") {
      const rates = await this.#exchange.fetchFundingRateHistory(symbol, sinceMs, this.#pageRows);
      return rates
        .filter(({ timestamp, fundingRate }) => isNumber(timestamp) && isNumber(fundingRate))
        .map(({ timestamp, fundingRate }) => ({
          timeMs: timestamp,
          line: `${timestamp},${decimal(fundingRate)}`,
        }));
    }
    const fetchBars = this.#exchange[METHODS[this.kind]].bind(this.#exchange);
    const bars = await fetchBars(symbol, this.#options.interval, sinceMs, this.#pageRows);
    return bars
      .map(([time, open, high, low, close, volume]) => [time, open, high, low, close, volume ?? 0])
      .filter((cells) => cells.every(isNumber))
      .map((cells) => ({
        timeMs: cells[0] as number,
        line: (cells as number[]).map(decimal).join(","),
      }));
  }

  /** Tries again, with growing waits, what failed by the network. */
  async #again<Value>(request: () => Promise<Value>): Promise<Value> {
    const { sleep = timerSleep, signal, exchange } = this.#options;
    for (let failed = 1; ; failed += 1) {
      try {
        return await request();
      } catch (error) {
        const passing = error instanceof this.#library.NetworkError;
        if (passing && failed < TRIES) {
          await sleep(FIRST_WAIT_MS * 2 ** (failed - 1), signal);
          continue;
        }
        throw new PerpmillError("DOWNLOAD_FAILED", {
          message: `${exchange}: ${error instanceof Error ? error.message.slice(0, 300) : String(error)}`,
          hint: "Check symbol and network, and start it again: what was fetched is kept.",
          cause: error,
        });
      }
    }
  }

  async #keep(
    month: Period,
    name: string,
    rows: readonly Row[],
    before: StoredFile | null,
    complete: boolean,
  ): Promise<void> {
    const { store, exchange, pid } = this.#options;
    const folder = store.folderOf(this.id);
    const header =
      this.kind === "funding"
        ? "calc_time,last_funding_rate"
        : "open_time,open,high,low,close,volume";
    const start = before === null ? `${header}\n` : await readFile(join(folder, name), "utf8");
    const content = start + rows.map(({ line }) => `${line}\n`).join("");
    const temporary = join(folder, `.${name}.${pid}.part`);
    await mkdir(folder, { recursive: true });
    await writeFile(temporary, content, { flush: true });
    const lastMs = rows[rows.length - 1]?.timeMs ?? 0;
    const file = {
      name,
      bytes: Buffer.byteLength(content),
      sha256: createHash("sha256").update(content).digest("hex"),
      source: `ccxt ${exchange}`,
      fromMs: month.startMs,
      toMs: complete ? month.endMs : lastMs + Math.max(1, this.#lengthMs),
      movedFrom: temporary,
    };
    await store.change(this.id, { put: [file] });
  }
}

/**
 * Brings data sets up to date with an exchange that ccxt knows: bars that are over, as far as the
 * exchange gives them, whole months at a time.
 * @param load replaced in tests
 * @throws PACKAGE_MISSING, USAGE, DOWNLOAD_FAILED, DOWNLOAD_EMPTY, DATASET_*, ABORTED
 */
export async function downloadFromVenue(
  options: VenueOptions,
  load: () => Promise<CcxtLibrary> = () => loadCcxt(),
): Promise<DownloadReport> {
  const { exchange: name, symbol, kinds, nowMs, store, signal } = options;
  const wanted = kinds.map(venueKind);
  const library = await load();
  const exchange = openExchange(library, name, options.apiUrl?.replace(/\/+$/, ""));
  const meter = new ProgressMeter(nowMs, options.onProgress ?? (() => {}));
  const markets = await exchange.loadMarkets().catch((cause: unknown) => {
    throw new PerpmillError("DOWNLOAD_FAILED", {
      message: `${name}: ${cause instanceof Error ? cause.message.slice(0, 300) : String(cause)}`,
      hint: "Check the network and --api-url.",
      cause,
    });
  });
  const market = marketOf(markets, options);
  const all = wanted.map(
    (kind) => new VenueSeries(kind, options, library, exchange, market, meter),
  );
  const months = monthsOf(options.fromMs, Math.min(options.toMs, nowMs()));
  meter.plan(months.length * all.length);
  const series: DownloadReport["series"][number][] = [];
  for (const one of all) {
    const counts = { fetched: 0, kept: 0, empty: 0 };
    for (const month of months) {
      throwIfAborted(signal);
      const outcome = await one.settle(month);
      counts[outcome] += 1;
      meter.settled(outcome === "fetched");
    }
    series.push({ kind: one.kind, dataSet: await store.get(one.id), ...counts });
  }
  if (series.some(({ fetched, kept }) => fetched + kept === 0)) {
    throw new PerpmillError("DOWNLOAD_EMPTY", {
      message: `${name} gave nothing of ${symbol} in that span`,
      hint: "Many exchanges give only the last days or months of minutes; try a later --from.",
    });
  }
  return { series, bytes: meter.bytes };
}
