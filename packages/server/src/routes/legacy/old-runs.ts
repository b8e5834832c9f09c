/** Runs in the words of the older system, on the services of this one. */
import { type ConfigInput, timeframes } from "@perpmill/engine";
import type { FastifyInstance } from "fastify";
import { ServerError } from "../../errors.js";
import type { Viewer } from "../../plugins/app/runs/run-views.js";
import type { OldResult, OldRunBody } from "../../schemas/old-routes.js";
import type { RunDetail, StartRunBody } from "../../schemas/runs.js";

const DAY_MS = 86_400_000;
const SECOND_MS = 1000;
const TRADES = 5000;
const POINTS = 1000;

/** What the older form asks for, as a configuration: one spread for both sides. */
function configOf(body: OldRunBody): ConfigInput {
  return {
    instrument: body.symbol,
    account: { initialBalance: body.initialCapital, leverage: body.leverage },
    strategy: {
      name: "dual-maker",
      bidSpread: body.spreadThreshold,
      askSpread: body.spreadThreshold,
      size: { equityRatio: body.orderRatio },
      maxPositionRatio: body.positionRatio,
    },
  };
}

/** The start of a UTC day. Throws REQUEST_INVALID for the 31st of a shorter month */
function dayOf(text: string, field: string): number {
  const dayMs = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(dayMs) || new Date(dayMs).toISOString().slice(0, 10) !== text) {
    throw new ServerError("REQUEST_INVALID", { message: `${text} is no day`, field });
  }
  return dayMs;
}

/**
 * The request of today that an older one comes to, on the best bars of its symbol.
 * Throws REQUEST_INVALID, NOT_FOUND
 */
export async function startBodyOf(
  app: FastifyInstance,
  body: OldRunBody,
  viewer: Parameters<FastifyInstance["data"]["market"]["which"]>[1],
): Promise<StartRunBody> {
  const fromMs = dayOf(body.startDate, "body.startDate");
  const toMs = dayOf(body.endDate, "body.endDate") + DAY_MS;
  const data = await app.data.market.which({ symbol: body.symbol }, viewer);
  return { config: configOf(body), dataSetId: data.id, fromMs, toMs };
}

type Tree = Readonly<Record<string, unknown>>;

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null;
}

function numberAt(config: unknown, ...path: readonly string[]): number | null {
  const value = path.reduce((at: unknown, key) => (isTree(at) ? at[key] : undefined), config);
  return typeof value === "number" ? value : null;
}

function dateOf(timeMs: number | null): string {
  return timeMs === null ? "" : new Date(timeMs).toISOString().slice(0, 10);
}

/** A run as the older history listed it, without trades and curve. */
export function oldResultOf(run: RunDetail): OldResult {
  const { summary, config } = run;
  return {
    id: run.id,
    strategy_name: run.strategy,
    symbol: run.symbol,
    timeframe: null,
    start_date: dateOf(run.fromMs),
    // the end of the range is the start of the day after
    end_date: dateOf(run.toMs === null ? null : run.toMs - 1),
    initial_capital: numberAt(config, "account", "initialBalance"),
    leverage: numberAt(config, "account", "leverage"),
    spread_threshold: numberAt(config, "strategy", "bidSpread"),
    total_return: summary?.totalReturn ?? null,
    max_drawdown: summary?.maxDrawdown ?? null,
    sharpe_ratio: summary?.sharpe ?? null,
    trade_count: summary?.fills ?? null,
    win_rate: summary?.winRate ?? null,
    final_equity: summary?.finalEquity ?? null,
    created_at: new Date(run.createdMs).toISOString(),
    params_config: { ...config },
    trade_history: [],
    equity_curve: [],
  };
}

/** A finished run with its trades and its curve. Throws NOT_FOUND; CONFLICT before it is done */
export async function oldResult(
  app: FastifyInstance,
  id: string,
  viewer: Viewer,
): Promise<OldResult> {
  const { service, results } = app.runs;
  const run = await service.get(id, viewer);
  const { data } = await results.metrics(id, viewer);
  const { items } = await results.trades(id, { limit: TRADES }, viewer);
  const { timeMs, equity } = await results.equity(id, { points: POINTS }, viewer);
  const interval = timeframes().find((one) => one.intervalMs === data.intervalMs)?.interval;
  return {
    ...oldResultOf(run),
    timeframe: interval ?? null,
    trade_history: items.map((trade) => ({
      timestamp: trade.timeMs / SECOND_MS,
      side: trade.side,
      price: trade.price,
      amount: trade.quantity,
      fee: trade.fee,
      pnl: trade.realizedPnl,
    })),
    equity_curve: timeMs.map((time, row) => [time / SECOND_MS, equity[row] ?? 0]),
  };
}
