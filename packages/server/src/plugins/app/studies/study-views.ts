/** Rows of studies as they are answered. */
import type { StudyColumn, StudyRequest } from "@perpmill/engine";
import type { StudiesTable } from "../../../db/schema.js";
import { inLanguage } from "../../../problems.js";
import type { Study, StudyBest, StudyDetail, StudyProgress } from "../../../schemas/studies.js";
import type { Viewer } from "../runs/run-views.js";
import type { ShardSums, StudySummary } from "./studies-repository.js";
import type { OtherSource } from "./study-inputs.js";
import type { StudySources, TriedBefore, WalkedBefore } from "./study-sources.js";

function bestOf({ best }: Pick<StudiesTable, "best">): StudyBest | null {
  return best === null ? null : JSON.parse(best);
}

/** A study in a list. */
export function studyOf(row: StudySummary, { language }: Pick<Viewer, "language">): Study {
  return {
    id: row.id,
    kind: kindOf(row),
    title: row.title,
    starred: row.starred === 1,
    state: row.state,
    symbol: row.symbol,
    strategy: row.strategy,
    strategyLabel: row.strategy_label,
    dataSetId: row.data_set_id,
    markDataSetId: row.mark_data_set_id,
    fundingDataSetId: row.funding_data_set_id,
    fromMs: row.from_ms,
    toMs: row.to_ms,
    contentKey: row.content_key,
    rowsDone: row.rows_done,
    rowsTotal: row.rows_total,
    best: bestOf(row),
    error: row.error === null ? null : inLanguage(JSON.parse(row.error), language),
    createdMs: row.created_ms,
    startedMs: row.started_ms,
    finishedMs: row.finished_ms,
  };
}

/** A study with what was asked, and how far it is. */
export function studyDetailOf(
  row: StudiesTable,
  { total, done, running }: ShardSums,
  viewer: Pick<Viewer, "language">,
): StudyDetail {
  const progress: StudyProgress | null = row.progress === null ? null : JSON.parse(row.progress);
  const { tried, walked, others } = sourcesOf(row);
  return {
    ...studyOf(row, viewer),
    request: requestOf(row),
    triedStudyId: tried?.studyId ?? null,
    walkForwardStudyId: walked?.studyId ?? null,
    otherMarkets: others.map(({ name, dataSetId, markDataSetId, fundingDataSetId }) => {
      return { name, dataSetId, markDataSetId, fundingDataSetId };
    }),
    config: JSON.parse(row.config),
    columns: [...columnsOf(row)],
    progress: row.state === "running" ? progress : null,
    shards: { total, done, running },
  };
}

/** What was asked. */
export function requestOf({ request }: Pick<StudiesTable, "request">): StudyRequest {
  return JSON.parse(request);
}

/** What it is made from besides its data set. */
export function sourcesOf(row: Pick<StudiesTable, "tried" | "walked" | "others">): StudySources {
  const tried: TriedBefore | null = JSON.parse(row.tried ?? "null");
  const walked: WalkedBefore | null = JSON.parse(row.walked ?? "null");
  const others: readonly OtherSource[] = JSON.parse(row.others ?? "[]");
  return { tried, walked, others };
}

/** Its columns: parameters, `outcome`, metrics. */
export function columnsOf({ columns }: Pick<StudiesTable, "columns">): readonly StudyColumn[] {
  return JSON.parse(columns);
}

/** The kind of a study; it was checked when it was taken in. */
export function kindOf({ kind }: Pick<StudiesTable, "kind">): Study["kind"] {
  return kind as Study["kind"];
}
