/** What runs gave, as it is read: metrics, curve, trades, bars with fills, reports, comparisons. */
import type { FileHandle } from "node:fs/promises";
import {
  compareConfigs,
  type ResultJson,
  resultJsonText,
  sameData,
  thin,
  timeframes,
} from "@perpmill/engine";
import type { RunsTable } from "../../../db/schema.js";
import { ServerError } from "../../../errors.js";
import type {
  EquityAnswer,
  EquityQuery,
  RunKlines,
  RunKlinesQuery,
  RunMetricsAnswer,
  TradesPage,
} from "../../../schemas/run-results.js";
import type { CompareRunsBody, RunsCompared } from "../../../schemas/runs.js";
import type { TaskPlaces } from "../../../workers/protocol.js";
import type { Pool } from "../jobs/job-types.js";
import { readCurve } from "./read-curve.js";
import {
  decodeTradeCursor,
  encodeTradeCursor,
  readTradeRows,
  readTradesBetween,
} from "./read-trades.js";
import type { ResultHead, ResultsRepository } from "./results-repository.js";
import { findInputs, type InputsPlace } from "./run-inputs.js";
import { runOf, type Viewer } from "./run-views.js";
import type { RunsService } from "./runs-service.js";
import type { FileFormat, TradeFiles } from "./trade-files.js";

export interface RunResultsParts {
  readonly service: RunsService;
  readonly results: ResultsRepository;
  readonly files: TradeFiles;
  readonly pool: Pool;
  readonly place: InputsPlace;
  readonly taskPlaces: TaskPlaces;
}

/** A run with its result. */
interface Finished {
  readonly run: RunsTable;
  readonly key: string;
}

const REPORT_TIMEOUT_MS = 30_000;

function later(a: number | null | undefined, b: number | null): number | null {
  return a === null || a === undefined ? b : Math.max(a, b ?? a);
}

function earlier(a: number | null | undefined, b: number | null): number | null {
  return a === null || a === undefined ? b : Math.min(a, b ?? a);
}

function nameOf(intervalMs: number): string {
  return timeframes().find((one) => one.intervalMs === intervalMs)?.interval ?? `${intervalMs}ms`;
}

function finished(run: RunsTable): Finished {
  if (run.state === "done" && run.result_key !== null) return { run, key: run.result_key };
  throw new ServerError("CONFLICT", { message: `the run has no result: it is ${run.state}` });
}

function gone(): ServerError {
  return new ServerError("NOT_FOUND", { message: "the result was deleted" });
}

export class RunResults {
  readonly #parts: RunResultsParts;

  constructor(parts: RunResultsParts) {
    this.#parts = parts;
  }

  /** RESULT.json without its series. @throws ServerError NOT_FOUND, CONFLICT until it is done */
  async metrics(id: string, viewer: Viewer): Promise<RunMetricsAnswer> {
    const { key } = await this.#finished(id, viewer);
    const text = await this.#parts.results.result(key);
    if (text === null) throw gone();
    const result: Omit<ResultJson, "series"> = JSON.parse(text);
    const { config, data, engine, instrumentRules, timing, effectiveRefreshMs } = result;
    return {
      runId: id,
      metrics: result,
      warnings: result.warnings.map(({ code, message, details }) => {
        return details === undefined ? { code, message } : { code, message, details };
      }),
      config,
      data,
      engine,
      ...(instrumentRules === undefined ? {} : { instrumentRules }),
      timing,
      effectiveRefreshMs,
    };
  }

  /** The curve of a range, thinned. @throws as `metrics`; BLOB_DAMAGED */
  async equity(id: string, query: EquityQuery, viewer: Viewer): Promise<EquityAnswer> {
    const { key } = await this.#finished(id, viewer);
    const range = { fromMs: query.from, toMs: query.to };
    const curve = await readCurve(this.#parts.results, key, range, query.points);
    return {
      runId: id,
      rows: curve.rows,
      timeMs: Array.from(curve.timeMs),
      equity: Array.from(curve.equity),
    };
  }

  /** A page of trades. @throws as `metrics`; REQUEST_INVALID for a foreign cursor; BLOB_DAMAGED */
  async trades(
    id: string,
    page: { readonly cursor?: string; readonly limit: number },
    viewer: Viewer,
  ): Promise<TradesPage> {
    const { key } = await this.#finished(id, viewer);
    const { trades: total } = await this.#head(key);
    const from = page.cursor === undefined ? 0 : decodeTradeCursor(page.cursor, key);
    const to = Math.min(total, from + page.limit);
    return {
      items: await readTradeRows(this.#parts.results, key, from, to),
      nextCursor: to < total ? encodeTradeCursor(key, to) : null,
      total,
    };
  }

  /** All trades as a file; the caller closes it. `etag` is equal for equal bytes. @throws as `trades` */
  async tradesFile(
    id: string,
    format: FileFormat,
    viewer: Viewer,
  ): Promise<{ readonly file: FileHandle; readonly etag: string }> {
    const { key } = await this.#finished(id, viewer);
    const { result_hash: hash } = await this.#head(key);
    const tag = hash ?? "none";
    const file = await this.#parts.files.open(key, tag, format, viewer.userId);
    return { file, etag: `${key.slice(0, 32)}-${tag}-${format}` };
  }

  /**
   * Bars of the run's range in any multiple of their interval, and the fills on them.
   * @throws as `metrics`; NOT_FOUND when the data set is gone or not the viewer's to see; CONFIG_INVALID
   * for an interval that the bars do not give; BARS_RANGE_EMPTY
   */
  async klines(id: string, query: RunKlinesQuery, viewer: Viewer): Promise<RunKlines> {
    const { run, key } = await this.#finished(id, viewer);
    const { place, pool, results, taskPlaces } = this.#parts;
    const ids = { dataSetId: run.data_set_id, markDataSetId: null, fundingDataSetId: null };
    const { bars } = await findInputs(place, ids, { userId: viewer.userId, named: "run" });
    const { klines } = await pool.call(
      {
        kind: "klines",
        places: taskPlaces,
        bars: bars.files,
        range: {
          fromMs: later(query.from, run.from_ms),
          toMs: earlier(query.to, run.to_ms),
        },
        interval: query.interval ?? `${bars.facts.intervalMs ?? 60_000}ms`,
        limit: query.limit,
      },
      { ownerId: viewer.userId },
    );
    const { openTimeMs, intervalMs } = klines;
    const first = openTimeMs[0] ?? 0;
    const end = (openTimeMs.at(-1) ?? -intervalMs) + intervalMs;
    const { trades, cut } = await readTradesBetween(results, key, first, end, query.markers);
    return {
      runId: id,
      interval: nameOf(intervalMs),
      intervalMs,
      openTimeMs: Array.from(openTimeMs),
      open: Array.from(klines.open),
      high: Array.from(klines.high),
      low: Array.from(klines.low),
      close: Array.from(klines.close),
      volume: klines.volume === null ? null : Array.from(klines.volume),
      markers: trades,
      markersCut: cut,
    };
  }

  /** RESULT.json, as the command line writes it. @throws as `metrics` */
  async reportText(id: string, viewer: Viewer): Promise<string> {
    const { key } = await this.#finished(id, viewer);
    return resultJsonText(await this.#result(key));
  }

  /** The report as one page in the viewer's language. @throws as `metrics`, and what the pool throws */
  async reportPage(id: string, viewer: Viewer): Promise<string> {
    const { key } = await this.#finished(id, viewer);
    const result = await this.#result(key);
    const { html } = await this.#parts.pool.call(
      { kind: "report", result, language: viewer.language },
      { ownerId: viewer.userId, timeoutMs: REPORT_TIMEOUT_MS },
    );
    return html;
  }

  /** Finished runs side by side. @throws as `metrics`, of the first that is not there or not done */
  async compare({ ids, points }: CompareRunsBody, viewer: Viewer): Promise<RunsCompared> {
    const compared: { result: ResultJson; part: RunsCompared["runs"][number] }[] = [];
    for (const id of ids) {
      const { run, key } = await this.#finished(id, viewer);
      const result = await this.#result(key);
      const { time, value } = result.series.equity;
      const columns = { timeMs: Float64Array.from(time), values: Float64Array.from(value) };
      const { timeMs, values } = thin(columns, points);
      const equity = { timeMs: Array.from(timeMs), equity: Array.from(values) };
      compared.push({ result, part: { run: runOf(run, viewer), metrics: result, equity } });
    }
    const results = compared.map(({ result }) => result);
    return {
      runs: compared.map(({ part }) => part),
      differences: compareConfigs(results.map(({ config }) => config)),
      sameData: sameData(results),
    };
  }

  async #finished(id: string, viewer: Viewer): Promise<Finished> {
    return finished(await this.#parts.service.visible(id, viewer));
  }

  async #head(key: string): Promise<ResultHead> {
    const head = await this.#parts.results.head(key);
    if (head === null) throw gone();
    return head;
  }

  async #result(key: string): Promise<ResultJson> {
    const row = await this.#parts.results.get(key);
    if (row === null) throw gone();
    return { ...JSON.parse(row.result), series: JSON.parse(row.series) };
  }
}
