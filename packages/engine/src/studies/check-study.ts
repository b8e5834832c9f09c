/** Checks a study before it is run, without its market, and says how large it will be. */
import { type NormaliseContext, normaliseConfig } from "../config/normalise.js";
import type { NormalisedConfig } from "../config/types.js";
import { walkReason } from "../runs/many-runs.js";
import { planSearch } from "../search/plan.js";
import { metricNames, type SweepMetric, wantedFor } from "../sweeps/metric-columns.js";
import { TRUST_METRICS } from "../trust/headlines.js";
import { configThere, type MarketFacts } from "../trust/parts/transfer.js";
import { trustPlan } from "../trust/trust-plan.js";
import { chooserOf } from "../walk-forward/chooser.js";
import { checkPaths } from "../walk-forward/walk-forward.js";
import {
  type FoldPlan,
  kFoldPlan,
  type TimeWindow,
  walkForwardPlan,
} from "../walk-forward/windows.js";
import { kFoldRequestOf, walkForwardRequestOf } from "./fold-studies.js";
import { searchRequestOf } from "./search-study.js";
import type { StudyRequest } from "./study-request.js";
import { planStudyRows, type StudyColumn } from "./study-rows.js";

/** What is known of the market of a study before it is read. */
export interface StudyContext extends NormaliseContext {
  /** whole UTC days that the bars cover; null: not known, and windows are not checked */
  readonly covered: TimeWindow | null;
  /** of a verdict: other markets */
  readonly others?: readonly MarketFacts[] | undefined;
}

/** What a study will be. */
export interface StudySize {
  readonly config: NormalisedConfig;
  /** rows of a sweep, trials of a search; null: it has no rows */
  readonly rows: number | null;
  /** runs that it takes, about */
  readonly runs: number;
  /** how many runs of the whole time are as long as they are together, about */
  readonly wholeRuns: number;
  /** points that constraints leave out, where that is known */
  readonly leftOut: number;
  /** of its rows; none where they are not known before */
  readonly columns: readonly StudyColumn[];
  /** whether the kernel may jump bars */
  readonly jumps: boolean;
}

const DAY_MS = 86_400_000;
/** Runs of time splits: the whole, and its parts, which are as long together. */
const SPLIT_RUNS = 2;
/** Runs of a report of risk: its own, one with harder funding, two with thinner volume, one of the largest size. */
const RISK_RUNS = 5;
/** Pieces of the training of most folds of a k-fold: before the test, and after it. */
const PIECES = 2;

function jumps(config: NormalisedConfig, metrics: readonly SweepMetric[]): boolean {
  return walkReason(config, false, wantedFor(metrics)) === null;
}

/** Days of a window that lie in the range of a configuration. */
function within(covered: TimeWindow, { data }: NormalisedConfig): TimeWindow {
  const startMs = Math.max(covered.startMs, data.start ?? covered.startMs);
  const endMs = Math.min(covered.endMs, data.end ?? covered.endMs);
  return {
    startMs: Math.floor(startMs / DAY_MS) * DAY_MS,
    endMs: Math.floor(endMs / DAY_MS) * DAY_MS,
  };
}

function lengthOf({ startMs, endMs }: TimeWindow): number {
  return endMs - startMs;
}

/** Every point is run on each piece of the training and on the test, by which it is ranked. */
function foldRuns(
  plan: FoldPlan | null,
  days: TimeWindow | null,
  { budget, folds }: { readonly budget: number; readonly folds: number },
): Pick<StudySize, "runs" | "wholeRuns"> {
  if (plan === null || days === null) {
    const runs = folds * budget * (PIECES + 1);
    return { runs, wholeRuns: folds * budget };
  }
  const windows = plan.folds.flatMap(({ train, test }) => [...train, test]);
  const span = windows.reduce((sum, window) => sum + lengthOf(window), 0);
  return {
    runs: windows.length * budget,
    wholeRuns: Math.ceil((span / lengthOf(days)) * budget),
  };
}

function trustRuns(
  config: NormalisedConfig,
  { axes, seed = 0 }: Extract<StudyRequest, { kind: "trust" }>,
  days: TimeWindow | null,
  { strategies = [], others = [] }: StudyContext,
): number {
  for (const other of others) configThere(config, other, strategies);
  const span = { firstMs: days?.startMs ?? 0, endMs: days?.endMs ?? 0 };
  const own = trustPlan({ config, seed }, { axes, strategies, span, hasVolume: true });
  return own.runs + others.length;
}

/**
 * Checks a request as far as that is possible without its market.
 * @throws what running it would throw: SWEEP_INVALID, SEARCH_INVALID, WALK_FORWARD_INVALID,
 * TRUST_INVALID, CONFIG_UNKNOWN_KEY, CONFIG_INVALID
 */
export function checkStudy(study: StudyRequest, context: StudyContext): StudySize {
  const config = normaliseConfig(study.config, context);
  const none = { config, rows: null, leftOut: 0, columns: [] };
  const days = context.covered === null ? null : within(context.covered, config);
  switch (study.kind) {
    case "sweep": {
      const planned = planStudyRows(study, context);
      const rows = planned.points.length;
      const { leftOut, columns } = planned;
      return { config, rows, runs: rows, wholeRuns: rows, leftOut, columns, jumps: planned.jumps };
    }
    case "search": {
      // Whether hyperband has time enough is seen when the bars are there.
      const plan = planSearch(config, searchRequestOf(study), { ...context, rungs: 1 });
      const { budget, metrics } = plan;
      const size = { rows: budget, runs: budget, wholeRuns: budget };
      return { ...none, ...size, jumps: jumps(config, metrics) };
    }
    case "walk-forward": {
      const request = walkForwardRequestOf(study);
      const chooser = chooserOf(config, request, { ...context, rungs: 1 });
      checkPaths(study.position ?? "carry")(chooser.paths);
      const plan = days === null ? null : walkForwardPlan(days, study.windows);
      const runs = foldRuns(plan, days, { budget: chooser.budget, folds: 1 });
      return { ...none, ...runs, jumps: jumps(config, chooser.metrics) };
    }
    case "k-fold": {
      const chooser = chooserOf(config, kFoldRequestOf(study), { ...context, rungs: 1 });
      checkPaths("flat")(chooser.paths);
      const plan = days === null ? null : kFoldPlan(days, study);
      const runs = foldRuns(plan, days, { budget: chooser.budget, folds: study.folds });
      return { ...none, ...runs, jumps: jumps(config, chooser.metrics) };
    }
    case "time-splits":
      return {
        ...{ ...none, runs: SPLIT_RUNS, wholeRuns: SPLIT_RUNS },
        jumps: jumps(config, metricNames(study.metrics)),
      };
    case "trust": {
      const runs = trustRuns(config, study, days, context);
      return { ...none, runs, wholeRuns: runs, jumps: jumps(config, TRUST_METRICS) };
    }
    case "risk":
      return { ...none, runs: RISK_RUNS, wholeRuns: RISK_RUNS, jumps: false };
  }
}
