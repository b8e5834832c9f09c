/** A sweep as plain JSON: numbers, texts, null. What it is does not depend on where it was run. */
import type { DataIdentity } from "../runs/result.js";
import { type StudyHead, studyHead } from "../studies/study-head.js";
import type { SweepMetric } from "./metric-columns.js";
import { bestRows, rankMetric } from "./rank.js";
import type { SweepResult } from "./sweep-options.js";
import { type TableJson, tableJson } from "./table-json.js";

/** What belongs to all rows of a sweep. */
export interface SweepSummaryJson
  extends StudyHead<"sweep">,
    Pick<
      SweepResult,
      "axes" | "metrics" | "outcomes" | "leftOut" | "walked" | "refused" | "luck" | "luckMissing"
    > {
  readonly rows: number;
}

/** A sweep with its rows. */
export interface SweepJson extends SweepSummaryJson {
  /** the metric of `best` */
  readonly rankBy: SweepMetric;
  /** the best rows, the best first */
  readonly best: readonly number[];
  /** by name: parameters, `outcome`, metrics */
  readonly columns: TableJson;
}

/** Which rows are named as best. */
export interface SweepJsonOptions {
  /** default: what the sweep ranked by */
  readonly rankBy?: string | undefined;
  /** default: 10 */
  readonly top?: number | undefined;
}

/** @param data what the sweep was run on, as `dataIdentity` gives it */
export function sweepSummaryJson(result: SweepResult, data: DataIdentity): SweepSummaryJson {
  const { axes, metrics, outcomes, leftOut, walked, refused, luck, luckMissing } = result;
  return {
    ...studyHead("sweep", data, result.config),
    rows: result.table.length,
    ...{ axes, metrics, outcomes, leftOut, walked, refused, luck, luckMissing },
  };
}

/**
 * The whole sweep: what `perpmill sweep --json` prints.
 * @param data what the sweep was run on, as `dataIdentity` gives it
 * @throws SWEEP_INVALID: `rankBy` is no metric with numbers
 */
export function sweepJson(
  result: SweepResult,
  data: DataIdentity,
  { rankBy = result.rankBy, top = 10 }: SweepJsonOptions = {},
): SweepJson {
  const metric = rankMetric(rankBy);
  return {
    ...sweepSummaryJson(result, data),
    rankBy: metric,
    best: bestRows(result.table, metric, top),
    columns: tableJson(result.table),
  };
}
