/** Checks a study before it is run, without its market, and says how large it will be. */
import { type NormaliseContext, normaliseConfig } from "../config/normalise.js";
import type { NormalisedConfig } from "../config/types.js";
import { walkReason } from "../runs/many-runs.js";
import { planSearch } from "../search/plan.js";
import { metricNames, type SweepMetric, wantedFor } from "../sweeps/metric-columns.js";
import { chooserOf } from "../walk-forward/chooser.js";
import { checkPaths } from "../walk-forward/walk-forward.js";
import { kFoldPlan, type TimeWindow, walkForwardPlan } from "../walk-forward/windows.js";
import { kFoldRequestOf, walkForwardRequestOf } from "./fold-studies.js";
import { searchRequestOf } from "./search-study.js";
import type { StudyRequest } from "./study-request.js";
import { planStudyRows, type StudyColumn } from "./study-rows.js";

/** What is known of the market of a study before it is read. */
export interface StudyContext extends NormaliseContext {
  /** whole UTC days that the bars cover; null: not known, and windows are not checked */
  readonly covered: TimeWindow | null;
}

/** What a study will be. */
export interface StudySize {
  readonly config: NormalisedConfig;
  /** rows of a sweep, trials of a search; null: it has no rows */
  readonly rows: number | null;
  /** runs of the whole time that it takes, about */
  readonly runs: number;
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

/**
 * Checks a request as far as that is possible without its market.
 * @throws what running it would throw: SWEEP_INVALID, SEARCH_INVALID, WALK_FORWARD_INVALID,
 * CONFIG_UNKNOWN_KEY, CONFIG_INVALID
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
      return { config, rows, runs: rows, leftOut, columns, jumps: planned.jumps };
    }
    case "search": {
      // Whether hyperband has time enough is seen when the bars are there.
      const plan = planSearch(config, searchRequestOf(study), { ...context, rungs: 1 });
      const { budget, metrics } = plan;
      return { ...none, rows: budget, runs: budget, jumps: jumps(config, metrics) };
    }
    case "walk-forward": {
      const request = walkForwardRequestOf(study);
      const chooser = chooserOf(config, request, { ...context, rungs: 1 });
      checkPaths(study.position ?? "carry")(chooser.paths);
      const folds = days === null ? 1 : walkForwardPlan(days, study.windows).folds.length;
      const runs = folds * (chooser.budget + 1);
      return { ...none, runs, jumps: jumps(config, chooser.metrics) };
    }
    case "k-fold": {
      const chooser = chooserOf(config, kFoldRequestOf(study), { ...context, rungs: 1 });
      checkPaths("flat")(chooser.paths);
      if (days !== null) kFoldPlan(days, study);
      const runs = study.folds * (chooser.budget + 1);
      return { ...none, runs, jumps: jumps(config, chooser.metrics) };
    }
    case "time-splits":
      return { ...none, runs: SPLIT_RUNS, jumps: jumps(config, metricNames(study.metrics)) };
  }
}
