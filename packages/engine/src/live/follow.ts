/**
 * Closed bars of a market as they come, each once and in order: first what the REST API has since a
 * time, then the WebSocket's. After every lost connection, and wherever the WebSocket leaves out a bar
 * or brings one too early, REST is asked for what lies between.
 *
 * Known limit: a bar that REST does not have either, asked several times, is taken as a hole.
 */
import {
  API_URLS,
  ARCHIVE_INTERVALS,
  type Market,
  type SeriesName,
} from "../download/archive-layout.js";
import { type Clock, throwIfAborted, timerSleep } from "../download/clock.js";
import { HttpClient } from "../download/http-client.js";
import { restRows } from "../download/rest-rows.js";
import { PerpmillError } from "../errors.js";
import { barOfLine, barOfMessage, type LiveBar } from "./live-bar.js";
import { seriesName } from "./series-name.js";
import { type OpenSocket, SocketFeed } from "./socket-feed.js";

/** Default WebSocket address of each market; the stream's name follows. */
const STREAM_URLS: Readonly<Record<Market, string>> = {
  um: "wss://fstream.binance.com/ws",
  cm: "wss://dstream.binance.com/ws",
  spot: "wss://stream.binance.com:9443/ws",
};

export interface FollowOptions {
  /** as the exchange writes it, such as `ETHUSDT` */
  readonly symbol: string;
  /** default `um` */
  readonly market?: Market | undefined;
  /** default 60 000 */
  readonly intervalMs?: number | undefined;
  /** UTC ms: open time of the first bar wanted */
  readonly sinceMs: number;
  /** UTC ms */
  readonly nowMs: () => number;
  readonly sleep?: Clock["sleep"] | undefined;
  readonly apiUrl?: string | undefined;
  readonly wsUrl?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** time without a message after which a connection is made anew, ms, default 120 000 */
  readonly stallMs?: number | undefined;
  /** told when REST failed while bars are being followed; it is asked again at the next event */
  readonly onFailure?: ((error: PerpmillError) => void) | undefined;
}

/** How often REST is asked for a bar that is already over. */
const REPAIR_TRIES = 4;
const REPAIR_WAIT_MS = 1000;

class Follower {
  readonly #options: FollowOptions;
  readonly #series: SeriesName;
  readonly #lengthMs: number;
  readonly #client: HttpClient;
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  /** open time of the next bar */
  #nextMs: number;
  #everAnswered = false;

  constructor(options: FollowOptions, signal: AbortSignal) {
    this.#options = options;
    const { symbol, market = "um", intervalMs = 60_000 } = options;
    this.#series = seriesName({ symbol, market, kind: "klines", intervalMs });
    this.#lengthMs = ARCHIVE_INTERVALS[this.#series.interval];
    this.#nextMs = Math.ceil(options.sinceMs / this.#lengthMs) * this.#lengthMs;
    this.#clock = { nowMs: options.nowMs, sleep: options.sleep ?? timerSleep };
    this.#signal = signal;
    this.#client = new HttpClient({ clock: this.#clock, signal });
  }

  async *batches(openSocket: OpenSocket): AsyncGenerator<readonly LiveBar[]> {
    const { symbol, interval, market } = this.#series;
    const { wsUrl = STREAM_URLS[market], stallMs = 120_000 } = this.#options;
    const url = `${wsUrl.replace(/\/+$/, "")}/${symbol.toLowerCase()}@kline_${interval}`;
    const [clock, signal] = [this.#clock, this.#signal];
    const feed = new SocketFeed({ url, openSocket, clock, stallMs, signal });
    for (let event = await feed.next(); event !== null; event = await feed.next()) {
      if (event.kind !== "message") {
        yield* this.#fromApi(null);
        continue;
      }
      const bar = barOfMessage(event.text);
      if (bar === null || bar.openTimeMs < this.#nextMs) continue;
      if (bar.openTimeMs > this.#nextMs) yield* this.#fromApi(bar.openTimeMs);
      if (bar.openTimeMs === this.#nextMs) yield this.#advance([bar]);
    }
  }

  #advance(bars: readonly LiveBar[]): readonly LiveBar[] {
    this.#nextMs = bars[bars.length - 1].openTimeMs + this.#lengthMs;
    return bars;
  }

  /**
   * What REST has: up to now, or (where the WebSocket already brought the bar of `untilMs`) before it,
   * asking again while REST lags behind.
   */
  async *#fromApi(untilMs: number | null): AsyncGenerator<readonly LiveBar[]> {
    for (let tried = 1; ; tried += 1) {
      const bars = await this.#ask(untilMs ?? this.#clock.nowMs());
      if (bars === null) return;
      if (bars.length > 0) yield this.#advance(bars);
      if (untilMs === null || this.#nextMs >= untilMs) return;
      if (tried >= REPAIR_TRIES) break;
      await this.#clock.sleep(REPAIR_WAIT_MS, this.#signal);
    }
    // The exchange has no bars there: its market stood still.
    this.#nextMs = untilMs;
  }

  async #ask(endMs: number): Promise<LiveBar[] | null> {
    const { apiUrl = API_URLS[this.#series.market] } = this.#options;
    const host = apiUrl.replace(/\/+$/, "");
    try {
      const { rows } = await restRows(this.#client, host, this.#series, this.#nextMs, endMs);
      this.#everAnswered = true;
      const bars = rows.map(({ line }) => barOfLine(line)).filter((bar) => bar !== null);
      return bars.filter(({ openTimeMs }) => openTimeMs >= this.#nextMs);
    } catch (error) {
      const failed = error instanceof PerpmillError && error.code === "DOWNLOAD_FAILED";
      // What never answered will not: the symbol or the address is wrong.
      if (!failed || !this.#everAnswered) throw error;
      this.#options.onFailure?.(error);
      return null;
    }
  }
}

/**
 * Closed bars in batches: many at once while catching up, then one by one.
 * @throws USAGE, DOWNLOAD_FAILED when the first request fails, ABORTED when the signal fires
 */
export async function* followBatches(
  options: FollowOptions,
  openSocket: OpenSocket,
): AsyncGenerator<readonly LiveBar[]> {
  throwIfAborted(options.signal);
  const done = new AbortController();
  const outer = options.signal === undefined ? [] : [options.signal];
  const follower = new Follower(options, AbortSignal.any([done.signal, ...outer]));
  try {
    yield* follower.batches(openSocket);
  } finally {
    done.abort();
  }
  throwIfAborted(options.signal);
}

/** Closed bars one by one; errors as `followBatches`. */
export async function* followWith(
  options: FollowOptions,
  openSocket: OpenSocket,
): AsyncGenerator<LiveBar> {
  for await (const batch of followBatches(options, openSocket)) yield* batch;
}
