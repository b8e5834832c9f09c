/** Prices with the names of the older system, made of today's answers. */
import type { Static } from "typebox";
import { ServerError } from "../../errors.js";
import type {
  Klines,
  KlinesQuery,
  MarketQuery,
  MarketStats,
  MarketSymbols,
  Timeframes,
} from "../../schemas/market.js";
import type {
  AnyKlines,
  AnyKlinesQuery,
  AnyMarketStats,
  AnyMarketSymbols,
  AnyTimeframes,
} from "../../schemas/old-market.js";

const SECOND_MS = 1000;
const PERCENT = 100;

function timeOf(text: string, field: string): number {
  const utc = text.endsWith("Z") || !/[T ]/.test(text) ? text : `${text}Z`;
  const timeMs = Date.parse(utc.replace(" ", "T"));
  if (!Number.isNaN(timeMs) && timeMs >= 0) return timeMs;
  throw new ServerError("REQUEST_INVALID", { message: `${text} is no time`, field });
}

/** The query of today that one with older names comes to. Throws REQUEST_INVALID for what is no day */
export function klinesQueryOf(query: Static<typeof AnyKlinesQuery>): KlinesQuery {
  const { timeframe, start_date: start, end_date: end, ...today } = query;
  return {
    ...(timeframe === undefined ? {} : { interval: timeframe }),
    ...(start === undefined ? {} : { from: timeOf(start, "query.start_date") }),
    ...(end === undefined ? {} : { to: timeOf(end, "query.end_date") }),
    ...today,
  };
}

/** Whether somebody asks with an older name, and so for older ones. */
export function isOldQuery(query: Static<typeof AnyKlinesQuery>): boolean {
  const { timeframe, start_date: start, end_date: end } = query;
  return timeframe !== undefined || start !== undefined || end !== undefined;
}

/** A query that names its data; one that does not, as older ones need not, is about the first symbol. */
export async function withSymbol<T extends MarketQuery>(
  query: T,
  symbols: () => Promise<MarketSymbols>,
): Promise<T> {
  if (query.dataSetId !== undefined || query.symbol !== undefined) return query;
  const first = (await symbols()).items[0];
  return first === undefined ? query : { ...query, dataSetId: first.dataSetId };
}

export function withOldBars(klines: Klines): Static<typeof AnyKlines> {
  const { openTimeMs, open, high, low, close, volume } = klines;
  const data = openTimeMs.map((timeMs, row) => {
    const [o = 0, h = 0, l = 0, c = 0] = [open[row], high[row], low[row], close[row]];
    return {
      timestamp: timeMs / SECOND_MS,
      open: o,
      high: h,
      low: l,
      close: c,
      volume: volume?.[row] ?? null,
      price_change: c - o,
      price_change_pct: o === 0 ? 0 : (PERCENT * (c - o)) / o,
      amplitude: l === 0 ? 0 : (PERCENT * (h - l)) / l,
    };
  });
  return { ...klines, success: true, timeframe: klines.interval, count: data.length, data };
}

export function withOldStats(stats: MarketStats): Static<typeof AnyMarketStats> {
  return {
    ...stats,
    success: true,
    stats: {
      symbol: stats.symbol,
      latest_price: stats.last,
      price_change_24h: stats.change,
      price_change_pct_24h: PERCENT * stats.changeRatio,
      high_24h: stats.high,
      low_24h: stats.low,
      volume_24h: stats.volume,
    },
  };
}

export function withOldSymbols(answer: MarketSymbols): Static<typeof AnyMarketSymbols> {
  const symbols = [...new Set(answer.items.map(({ symbol }) => symbol))];
  return { ...answer, success: true, symbols, default: symbols[0] ?? null };
}

export function withOldTimeframes(answer: Timeframes): Static<typeof AnyTimeframes> {
  const names = answer.items.map(({ interval }) => interval);
  const timeframes = names.map((value) => ({ value, label: value }));
  return { ...answer, success: true, timeframes, default: names[0] ?? null };
}
