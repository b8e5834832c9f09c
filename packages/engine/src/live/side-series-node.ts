/**
 * Mark prices or funding rates that grow with followed bars. The exchange has no stream of either as
 * rows that are over, so REST is asked for those of each batch of bars before the batch is run:
 * whatever follows the last row that is known.
 *
 * A row that is due and not there yet is asked for several times. Then its bars are run without it, as
 * in any run whose series lacks it, and it counts from the batch on with which it comes. So what a
 * run has seen depends on what the exchange has, and not on when it was asked. While REST cannot be reached
 * no bar is run.
 */
import { API_URLS, type Market, type SeriesName } from "../download/archive-layout.js";
import { type Clock, timerSleep } from "../download/clock.js";
import { HttpClient } from "../download/http-client.js";
import { type RestRow, restRows } from "../download/rest-rows.js";
import { PerpmillError } from "../errors.js";
import type { FollowOptions } from "./follow.js";
import { type Journal, openJournal } from "./journal-node.js";
import { seriesName } from "./series-name.js";
import type { BarSpan, SideRules } from "./side-rules.js";

/** Of `FollowOptions`, those that go for series too; and what is told. */
export interface SideOptions
  extends Pick<
    FollowOptions,
    "symbol" | "market" | "nowMs" | "sleep" | "apiUrl" | "signal" | "onFailure"
  > {
  /** told when rows came after bars of their time had been run: these are run again with them */
  readonly onLate?: ((kind: "mark" | "funding", timeMs: number) => void) | undefined;
}

/** How often REST is asked for a row that is due. */
const DUE_TRIES = 4;
const DUE_WAIT_MS = 1000;
/** Before REST is asked again after it failed, ms; requests are repeated by themselves before that. */
const FAILED_WAIT_MS = 5000;

export class SideSeries<Series, Row> {
  readonly #rules: SideRules<Series, Row>;
  readonly #options: SideOptions;
  readonly #name: SeriesName;
  readonly #journal: Journal<Row>;
  readonly #clock: Clock;
  readonly #client: HttpClient;
  #series: Series;
  #everAnswered = false;
  /** end of the bars that rows were asked for, UTC ms */
  #askedMs: number | null = null;

  private constructor(
    rules: SideRules<Series, Row>,
    series: Series,
    journal: Journal<Row>,
    name: SeriesName,
    options: SideOptions,
  ) {
    this.#rules = rules;
    this.#series = series;
    this.#journal = journal;
    this.#name = name;
    this.#options = options;
    this.#clock = { nowMs: options.nowMs, sleep: options.sleep ?? timerSleep };
    this.#client = new HttpClient({ clock: this.#clock, signal: options.signal });
  }

  /**
   * The series with what the journal in `folder` holds.
   * @throws USAGE for a symbol or an interval that the exchange cannot have; the errors of the readers,
   *   and what the file system throws
   */
  static async open<Series, Row>(
    rules: SideRules<Series, Row>,
    series: Series,
    { folder, intervalMs }: { readonly folder: string; readonly intervalMs: number },
    options: SideOptions,
  ): Promise<SideSeries<Series, Row>> {
    const { symbol, market = "um" } = options;
    const name = seriesName({ symbol, market, kind: rules.kind, intervalMs });
    const afterMs = rules.nextMs(series) - 1;
    const journal = await openJournal(folder, `${rules.kind}.csv`, rules.format, afterMs);
    const { rows } = journal;
    const whole = rows.length === 0 ? series : await rules.append(series, rows);
    return new SideSeries(rules, whole, journal, name, options);
  }

  get series(): Series {
    return this.#series;
  }

  /**
   * Takes in all rows of the bars and keeps them in the journal.
   * @throws DOWNLOAD_FAILED when REST never answered, the errors of the readers, ABORTED
   */
  async takeUpTo(span: BarSpan): Promise<void> {
    const rows = await this.#rowsUpTo(span);
    if (rows.length > 0) {
      const series = await this.#rules.append(this.#series, rows);
      await this.#journal.append(rows);
      this.#series = series;
    }
    const firstMs = rows.length === 0 ? span.startMs : this.#rules.format.timeMs(rows[0]);
    const isLate = this.#askedMs !== null && firstMs < this.#askedMs;
    if (isLate) this.#options.onLate?.(this.#rules.kind, firstMs);
    this.#askedMs = span.endMs;
  }

  async #rowsUpTo(span: BarSpan): Promise<Row[]> {
    const { nextMs, dueMs, format } = this.#rules;
    const due = dueMs(this.#series, span);
    const rows: Row[] = [];
    let sinceMs = nextMs(this.#series);
    for (let tried = 1; sinceMs < span.endMs; tried += 1) {
      for (const { timeMs, line } of await this.#ask(sinceMs, span.endMs)) {
        const row = format.ofLine(line);
        if (row === null) throw notRow(line);
        rows.push(row);
        sinceMs = timeMs + 1;
      }
      if (due === null || sinceMs > due || tried >= DUE_TRIES) break;
      await this.#clock.sleep(DUE_WAIT_MS, this.#options.signal);
    }
    return rows;
  }

  /** Final rows of `[sinceMs, endMs)`, as soon as REST answers. */
  async #ask(sinceMs: number, endMs: number): Promise<RestRow[]> {
    const market: Market = this.#name.market;
    const { apiUrl = API_URLS[market], onFailure, signal } = this.#options;
    const host = apiUrl.replace(/\/+$/, "");
    for (;;) {
      try {
        const { rows, serverMs } = await restRows(this.#client, host, this.#name, sinceMs, endMs);
        this.#everAnswered = true;
        return rows.filter(({ timeMs }) => timeMs + this.#rules.finalAfterMs <= serverMs);
      } catch (error) {
        const failed = error instanceof PerpmillError && error.code === "DOWNLOAD_FAILED";
        // What never answered will not: the symbol or the address is wrong.
        if (!failed || !this.#everAnswered) throw error;
        onFailure?.(error);
        await this.#clock.sleep(FAILED_WAIT_MS, signal);
      }
    }
  }
}

function notRow(line: string): PerpmillError {
  return new PerpmillError("DOWNLOAD_FAILED", {
    message: `the exchange answered with a row that is none: ${line.slice(0, 120)}`,
    hint: "Check --api-url: it must be an API laid out like the exchange's.",
  });
}
