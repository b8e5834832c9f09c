/** Where charts get bars from: the engine in the tab, a data set of the server, a run of the server. */
import type { RunWindow, RunWindowOptions } from "@perpmill/engine";
import type { Beside, Klines, RunKlines } from "@perpmill/server/api";
import { request } from "../api/client";
import { ApiFailure } from "../api/failure";
import type { KlineBeside, KlineColumns, KlineSource } from "../charts/kline-source";
import { intervalText } from "../format/times";
import type { BarsFacts } from "./protocol";
import { tabEngine } from "./tab-engine";

const NONE: KlineColumns = { openTimeMs: [], open: [], high: [], low: [], close: [], volume: null };

/** The same bars have the same key, whatever stands beside them. */
function keyOf({ source, md5, bars, firstMs }: BarsFacts): string {
  return `tab ${source} ${md5 ?? ""} ${bars} ${firstMs}`;
}

/** The bars that are open in the tab. */
export function tabKlines(facts: BarsFacts): KlineSource {
  const { symbol, intervalMs, firstMs, lastMs, mark, funding } = facts;
  const hasBeside = mark !== null || funding !== null;
  return {
    key: keyOf(facts),
    symbol,
    intervalMs,
    firstMs,
    lastMs,
    bars: (timeframeMs, fromMs, toMs, limit) =>
      tabEngine().call({ kind: "klines", timeframeMs, fromMs, toMs, limit }),
    ...(hasBeside
      ? {
          beside: (timeframeMs: number, fromMs: number, toMs: number) =>
            tabEngine().call({ kind: "klineBeside", timeframeMs, fromMs, toMs }),
        }
      : {}),
  };
}

async function asked<T extends KlineColumns>(path: string, query: URLSearchParams) {
  try {
    return await request<T>(`${path}?${query}`);
  } catch (error) {
    if (error instanceof ApiFailure && error.code === "BARS_RANGE_EMPTY") return NONE;
    throw error;
  }
}

function windowQuery(timeframeMs: number, fromMs: number, toMs: number): URLSearchParams {
  return new URLSearchParams({
    interval: intervalText(timeframeMs),
    from: String(Math.max(0, fromMs)),
    to: String(Math.max(0, toMs)),
  });
}

/** What is known of bars on the server. */
export interface BarsThere {
  readonly id: string;
  readonly symbol: string | null;
  readonly intervalMs: number;
  readonly firstMs: number;
  readonly lastMs: number;
}

/** Sets of mark prices and funding rates that go with bars, by id; null: there are none. */
export interface BesideThere {
  readonly mark: string | null;
  readonly funding: string | null;
}

/** JSON has no number for what is not there. */
function withGaps(column: Beside["rate"]): Float64Array | null {
  return column === null ? null : Float64Array.from(column, (one) => one ?? Number.NaN);
}

async function besideThere(
  id: string,
  { mark, funding }: BesideThere,
  query: URLSearchParams,
): Promise<KlineBeside> {
  query.set("dataSetId", id);
  if (mark !== null) query.set("markDataSetId", mark);
  if (funding !== null) query.set("fundingDataSetId", funding);
  const found = await request<Beside>(`market/beside?${query}`);
  return {
    openTimeMs: found.openTimeMs,
    rate: withGaps(found.rate),
    rateSum: withGaps(found.rateSum),
    basisBps: withGaps(found.basisBps),
  };
}

/** A data set of the server, with what goes with it. */
export function dataSetKlines({ id, ...facts }: BarsThere, beside: BesideThere): KlineSource {
  const has = beside.mark !== null || beside.funding !== null;
  return {
    ...(has
      ? {
          beside: (timeframeMs: number, fromMs: number, toMs: number) =>
            besideThere(id, beside, windowQuery(timeframeMs, fromMs, toMs)),
        }
      : {}),
    key: `data ${id}`,
    ...facts,
    bars: (timeframeMs, fromMs, toMs, limit) => {
      const query = windowQuery(timeframeMs, fromMs, toMs);
      query.set("dataSetId", id);
      query.set("limit", String(limit));
      return asked<Klines>("market/klines", query);
    },
  };
}

/** The bars of a run of the server, in its range. */
export function runKlines({ id, ...facts }: BarsThere): KlineSource {
  return {
    key: `run ${id}`,
    ...facts,
    bars: (timeframeMs, fromMs, toMs, limit) => {
      const query = windowQuery(timeframeMs, fromMs, toMs);
      query.set("limit", String(limit));
      query.set("markers", "0");
      return asked<RunKlines>(`runs/${id}/klines`, query);
    },
  };
}

/** A stretch of the newest run in the tab; null: there is none. */
export function readTabWindow(window: RunWindowOptions): Promise<RunWindow | null> {
  return tabEngine().call({ kind: "runWindow", window });
}
