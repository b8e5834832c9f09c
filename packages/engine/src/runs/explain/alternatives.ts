/** What a bar would have done under every other assumption, from the same state at its open. */
import { FOUR_POINT_MODELS, isFourPoint } from "../../config/fine-path.js";
import type { NormalisedConfig } from "../../config/types.js";
import { PerpmillError } from "../../errors.js";
import type { BarPoints, BarReplay, ReplayRules, WalkedBar } from "../../internal/bar-replay.js";
import type { Decimals } from "../decimals.js";
import type { PreparedRun } from "../prepare.js";
import { tradeRecords } from "../trade-records.js";
import { barPoints } from "./bar-path.js";
import type { FillAlternative, FillAssumptions, PathPoint } from "./fill-explanation.js";
import { fillKeys, type KeyedTrades, kindOf } from "./fill-key.js";

const RULES = ["touch", "through"] as const;

/**
 * The run's own assumptions.
 * @throws CONFIG_INVALID on a finer path: its bars have more points than an explanation has steps
 */
export function ownAssumptions({ path, fills }: NormalisedConfig): FillAssumptions {
  const { model } = path;
  if (!isFourPoint(model)) {
    throw new PerpmillError("CONFIG_INVALID", {
      message: `fills on the path "${model}" are not explained, only those on paths of four points`,
      where: { field: "path.model" },
      hint: "Look at the row of the trade itself, or explain a run of another path.model.",
    });
  }
  return { model, rule: fills.rule, maxParticipation: fills.maxParticipation };
}

/** Every path model, fill rule and the cap with and without, the run's own first. */
export function assumptionsBesides(config: NormalisedConfig): FillAssumptions[] {
  const own = ownAssumptions(config);
  const caps = own.maxParticipation === null ? [null] : [own.maxParticipation, null];
  const all = FOUR_POINT_MODELS.flatMap((model) =>
    RULES.flatMap((rule) => caps.map((maxParticipation) => ({ model, rule, maxParticipation }))),
  );
  const isOwn = ({ model, rule, maxParticipation }: FillAssumptions) =>
    model === own.model && rule === own.rule && maxParticipation === own.maxParticipation;
  return [own, ...all.filter((one) => !isOwn(one))];
}

/** What of the assumptions a walk is told. */
export function replayRules(prepared: PreparedRun, assumed: FillAssumptions): ReplayRules {
  const { config, units } = prepared;
  const ticks = assumed.rule === "touch" ? 0 : config.fills.throughTicks;
  return { throughUnits: ticks * units.tickUnits, maxParticipation: assumed.maxParticipation };
}

/** The points of a path as decimals. */
export function pathPoints(
  points: BarPoints,
  timesMs: readonly number[],
  decimals: Decimals,
): PathPoint[] {
  const steps = [0, 1, 2, 3, 4] as const;
  return steps.map((step) => {
    const price = decimals.price(points.last[step]);
    const mark = points.mark === null ? price : decimals.price(points.mark[step]);
    return { step, timeMs: timesMs[step], price, mark };
  });
}

/** The fill that is looked for in other walks: a row of the run's own. */
interface Sought extends KeyedTrades {
  readonly row: number;
}

/** The row of the same order's fill, else of the first of its kind; -1 when there is none. */
function matchingRow(sought: Sought, walked: KeyedTrades): { row: number; same: boolean } {
  const key = fillKeys(sought)[sought.row];
  const row = fillKeys(walked).indexOf(key);
  if (row >= 0) return { row, same: true };
  const { trades } = walked;
  const kind = kindOf(sought.trades, sought.row);
  const ofKind = Array.from({ length: trades.length }, (_, at) => at).filter(
    (at) => kindOf(trades, at) === kind,
  );
  const price = sought.trades.priceUnits[sought.row];
  const atPrice = ofKind.find((at) => trades.priceUnits[at] === price);
  return { row: atPrice ?? ofKind[0] ?? -1, same: false };
}

interface AlternativeInputs {
  readonly prepared: PreparedRun;
  readonly replay: BarReplay;
  readonly index: number;
  readonly sought: Sought;
  readonly decimals: Decimals;
  /** times at which a walk was quoting */
  readonly quotesOf: (walked: WalkedBar) => KeyedTrades["quotes"];
}

/** Walks the bar under some assumptions and looks for the fill. */
export async function walkAlternative(
  inputs: AlternativeInputs,
  assumed: FillAssumptions,
  own: boolean,
): Promise<FillAlternative> {
  const { prepared, replay, index, sought, decimals } = inputs;
  const points = barPoints(prepared, index, assumed.model);
  const walked = await replay.walk(points, replayRules(prepared, assumed));
  const { trades } = walked;
  const { timesMs, staying } = sought;
  const quotes = inputs.quotesOf(walked);
  const { row, same } = matchingRow(sought, { trades, timesMs, staying, quotes });
  return {
    ...assumed,
    own,
    outcome: row < 0 ? "none" : same ? "same" : "different",
    fill: row < 0 ? null : tradeRecords(trades, row, row + 1)[0],
    fills: trades.length,
    path: pathPoints(points, timesMs, decimals),
    longAfter: decimals.quantity(walked.longLots),
    shortAfter: decimals.quantity(walked.shortLots),
    equityAfter: walked.equity,
  };
}
