/** Rows of points on windows of time, and on a training that is in pieces. */
import type { NormalisedConfig } from "../config/types.js";
import type { EvaluatePoints } from "../search/search-loop.js";
import type { SweepMetric } from "../sweeps/metric-columns.js";
import type { DoneRows, PointRuns } from "../sweeps/point-runs.js";
import type { RowResult } from "../sweeps/protocol.js";
import type { Point } from "../sweeps/samplers/samplers.js";
import type { FoldCount } from "./fold-count.js";
import { joinedRow } from "./joined-row.js";
import { trailingShare } from "./trailing-share.js";
import type { TimeWindow } from "./windows.js";

/** What rows are worked out with. */
export interface WindowRuns {
  readonly base: NormalisedConfig;
  readonly runs: PointRuns;
  /** columns that are run */
  readonly metrics: readonly SweepMetric[];
  readonly count: FoldCount;
}

function within(base: NormalisedConfig, { startMs, endMs }: TimeWindow): NormalisedConfig {
  return { ...base, data: { ...base.data, start: startMs, end: endMs } };
}

/** Rows of points on a window, in order. */
export async function rowsOn(
  { runs, base, count }: WindowRuns,
  points: readonly Point[],
  window: TimeWindow,
): Promise<readonly RowResult[]> {
  const rows: RowResult[] = new Array(points.length);
  await runs.run(
    points,
    ({ first, results, reused }) => {
      results.forEach((row, at) => {
        rows[first + at] = row;
      });
      count.add(results.length, reused);
    },
    within(base, window),
  );
  return rows;
}

/** Works points out on a training: on several pieces each alone, and then as one. */
export function evaluationOf(study: WindowRuns, train: readonly TimeWindow[]): EvaluatePoints {
  const { base, runs, metrics, count } = study;
  return async (points, timeShare, onDone) => {
    const windows = trailingShare(train, timeShare);
    if (windows.length === 1) {
      const counted = async (rows: DoneRows): Promise<void> => {
        count.add(rows.results.length, rows.reused);
        await onDone(rows);
      };
      return runs.run(points, counted, within(base, windows[0]));
    }
    const pieces: (readonly RowResult[])[] = [];
    for (const window of windows) pieces.push(await rowsOn(study, points, window));
    const { initialBalance } = base.account;
    const results = points.map((_, at) =>
      joinedRow(
        pieces.map((rows) => rows[at]),
        metrics,
        initialBalance,
      ),
    );
    await onDone({ first: 0, results, reused: 0 });
  };
}
