/** The explanation itself; loaded when a fill is to be explained. See explain-fill.ts. */
import type { WalkedBar } from "../../internal/bar-replay.js";
import { type Bars, openTimeMs } from "../../market-data/bars.js";
import type { Decimals } from "../decimals.js";
import { throwIfAborted } from "../drive-run.js";
import { STOPPED } from "../metrics-of-run.js";
import { TRADE_REASONS, type TradeColumns } from "../result.js";
import { tradeRecords } from "../trade-records.js";
import { type Account, accountsAround, equityAt } from "./account.js";
import {
  assumptionsBesides,
  ownAssumptions,
  pathPoints,
  replayRules,
  walkAlternative,
} from "./alternatives.js";
import { barPoints } from "./bar-path.js";
import { explainedMarketOrder, explainedQuote, filledOrder } from "./explained-order.js";
import type {
  ExplainedAccount,
  ExplainedBar,
  ExplainedOrder,
  ExplainFillOptions,
  FillAlternative,
  FillExplanation,
} from "./fill-explanation.js";
import { isMaker, stepOf } from "./fill-key.js";
import { quotesIn, type Scene, sceneOf } from "./scene.js";
import { fillReason, wasReached } from "./why.js";

/** Bars shown before and after that of the fill. */
const BARS_BEFORE = 2;
const BARS_AFTER = 1;

function explainedBars(
  bars: Bars,
  first: number,
  end: number,
  { price }: Decimals,
): ExplainedBar[] {
  const from = Math.max(0, first);
  const to = Math.min(bars.count, end);
  return Array.from({ length: Math.max(0, to - from) }, (_, at) => {
    const index = from + at;
    return {
      index,
      openTimeMs: openTimeMs(bars, index),
      open: price(bars.open[index]),
      high: price(bars.high[index]),
      low: price(bars.low[index]),
      close: price(bars.close[index]),
      volume: bars.volume === null ? null : bars.volume[index],
    };
  });
}

/** The order and how much of it could have filled, in lots. */
async function orderOf(
  scene: Scene,
  before: Account,
): Promise<{ order: ExplainedOrder; fillableLots: number }> {
  const { prepared, replay, index, keyed, row, decimals } = scene;
  const { trades } = keyed;
  if (!isMaker(trades, row)) {
    return {
      order: explainedMarketOrder(trades, row, decimals),
      fillableLots: trades.lots[row],
    };
  }
  const assumed = ownAssumptions(prepared.config);
  const points = barPoints(prepared, index, assumed.model);
  const step = stepOf(trades, row, keyed.timesMs);
  const left = ([0, 1, 2, 3] as const)[step - 1];
  const orders = await replay.ordersFrom(points, replayRules(prepared, assumed), left);
  const filled = filledOrder(orders, keyed, row, before);
  return {
    order: explainedQuote(filled, keyed, row, decimals),
    fillableLots: filled.fillableLots,
  };
}

/** When a straight line from point to point comes to the price that the order waited for. */
function reachedAtMs(
  scene: Scene,
  order: ExplainedOrder,
  step: number,
  path: readonly number[],
): number {
  const { keyed, row, timesMs, prepared } = scene;
  const [fromMs, toMs] = [timesMs[step - 1], timesMs[step]];
  const reason = TRADE_REASONS[keyed.trades.reason[row]];
  if (step === 1 || reason === "limit" || reason === "regime") return toMs;
  const scale = 10 ** prepared.units.priceDecimals;
  const [from, to] = [path[step - 1] / scale, path[step] / scale];
  const target = order.trigger ?? order.price;
  const side = order.side === "buy" ? 1 : -1;
  if (order.trigger !== null && wasReached(side, target, from)) return fromMs;
  if (from === to) return toMs;
  const share = Math.min(1, Math.max(0, (target - from) / (to - from)));
  return Math.round(fromMs + share * (toMs - fromMs));
}

function explainedAccount(
  account: Account,
  markUnits: number,
  { prepared, decimals }: Scene,
): ExplainedAccount {
  const scale = 10 ** prepared.units.priceDecimals;
  const { balance, long, short, entryLong, entryShort } = account;
  return {
    balance,
    long: decimals.quantity(long),
    short: decimals.quantity(short),
    entryLong: long === 0 ? null : entryLong / scale,
    entryShort: short === 0 ? null : entryShort / scale,
    equity: equityAt(account, markUnits, prepared.units.lotValue),
  };
}

async function alternatives(
  scene: Scene,
  signal: AbortSignal | undefined,
): Promise<FillAlternative[]> {
  const { prepared, replay, index, keyed, row, decimals } = scene;
  const inputs = {
    prepared,
    replay,
    index,
    decimals,
    sought: { ...keyed, row },
    quotesOf: ({ trades }: WalkedBar) => quotesIn(scene, trades),
  };
  const [own, ...rest] = assumptionsBesides(prepared.config);
  const walked = [await walkAlternative(inputs, own, true)];
  for (const assumed of rest) {
    throwIfAborted({ signal });
    walked.push(await walkAlternative(inputs, assumed, false));
  }
  return walked;
}

/** Whether the order of high and low decides the fill, all else being the run's own. */
function isAmbiguous(others: readonly FillAlternative[]): boolean {
  const [own] = others;
  return others.some(
    ({ model, rule, maxParticipation, outcome }) =>
      (model === "lowFirst" || model === "highFirst") &&
      rule === own.rule &&
      maxParticipation === own.maxParticipation &&
      outcome !== "same",
  );
}

function makersOnBothSides(trades: TradeColumns): boolean {
  const makers = Array.from(trades.side.filter((_, row) => isMaker(trades, row)));
  return makers.includes(1) && makers.includes(-1);
}

/** The account that a reason is told from: that of a limit is the one before its first fill. */
function accountOfReason(scene: Scene, before: Account): Account {
  const { keyed, saved, row, prepared, timesMs } = scene;
  const { trades } = keyed;
  const first = trades.reason.indexOf(trades.reason[row]);
  const takesAll = ["limit", "liquidation"].includes(TRADE_REASONS[trades.reason[row]]);
  if (!takesAll || first === row) return before;
  return accountsAround(saved, trades, first, prepared.events, timesMs[0]).before;
}

/**
 * Explains a fill.
 * @throws as `explainFill`
 */
export async function explain(options: ExplainFillOptions): Promise<FillExplanation> {
  const scene = await sceneOf(options);
  const { prepared, saved, index, keyed, row, decimals, timesMs, own } = scene;
  const { bars, config, events } = prepared;
  const { trades } = keyed;
  const assumptions = ownAssumptions(config);
  const points = barPoints(prepared, index, assumptions.model);
  const step = stepOf(trades, row, timesMs);
  const mark = (points.mark ?? points.last)[step];
  const { before, after } = accountsAround(saved, trades, row, events, timesMs[0]);
  const { order, fillableLots } = await orderOf(scene, before);
  const others = await alternatives(scene, options.signal);
  const stopped = STOPPED[own.stopped];
  const why = fillReason({
    prepared,
    saved,
    trades,
    row,
    step,
    from: points.last[step - 1],
    to: points.last[step],
    mark,
    dayBase: own.dayBase,
    stopped,
    account: accountOfReason(scene, before),
    order,
    decimals,
    capped: trades.lots[row] < fillableLots,
  });
  const barFills = tradeRecords(trades);
  return {
    row: options.fill,
    fill: barFills[row],
    bar: explainedBars(bars, index, index + 1, decimals)[0],
    before: explainedBars(bars, index - BARS_BEFORE, index, decimals),
    after: explainedBars(bars, index + 1, index + 1 + BARS_AFTER, decimals),
    intervalMs: bars.intervalMs,
    tickSize: config.instrument.tickSize,
    assumptions,
    path: pathPoints(points, timesMs, decimals),
    step,
    reachedAtMs: reachedAtMs(scene, order, step, points.last),
    quoteTimesMs: keyed.quotes.filter((quote) => quote.step > 0).map(({ timeMs }) => timeMs),
    order,
    why,
    ambiguous: isAmbiguous(others),
    bothSides: makersOnBothSides(trades),
    markPrice: decimals.price(mark),
    accountBefore: explainedAccount(before, mark, scene),
    accountAfter: explainedAccount(after, mark, scene),
    barFills,
    fillIndex: row,
    others,
    stopped: TRADE_REASONS[trades.reason[row]] === "limit" ? stopped : null,
  };
}
