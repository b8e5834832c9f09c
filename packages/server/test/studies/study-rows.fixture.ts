/** Rows of studies to test queries with. */
import type { StudiesTable, StudyRowsTable, StudyShardsTable } from "../../src/db/schema.js";
import { shardOf } from "../../src/plugins/app/studies/plan-study.js";
import type { KeptRow } from "../../src/workers/study-tasks.js";
import { T0_MS } from "../db/rows.fixture.js";

/** A sweep that waits. */
export function studyRow(
  id: string,
  ownerId: string,
  more: Partial<StudiesTable> = {},
): StudiesTable {
  return {
    id,
    owner_id: ownerId,
    kind: "sweep",
    title: "",
    starred: 0,
    state: "queued",
    priority: 0,
    symbol: "ETHUSDT",
    strategy: "dual-maker",
    strategy_label: null,
    data_set_id: "data",
    mark_data_set_id: null,
    funding_data_set_id: null,
    contents: "{}",
    from_ms: null,
    to_ms: null,
    request: "{}",
    tried: null,
    walked: null,
    others: null,
    config: "{}",
    columns: "[]",
    content_key: id,
    rows_total: 3,
    rows_done: 0,
    rows_reused: 0,
    progress: null,
    best: null,
    error: null,
    created_ms: T0_MS,
    started_ms: null,
    finished_ms: null,
    document: null,
    ...more,
  };
}

/** A shard of three rows that waits. */
export function shardRow(
  studyId: string,
  position: number,
  more: Partial<StudyShardsTable> = {},
): StudyShardsTable {
  return { ...shardOf(studyId, position, position * 3, 3), ...more };
}

/** A row with two parameters and three metrics, the second of which does not exist. */
export function studyRowRow(
  studyId: string,
  index: number,
  more: Partial<StudyRowsTable> = {},
): StudyRowsTable {
  return {
    study_id: studyId,
    row_index: index,
    key: `k${index}`,
    shard: Math.floor(index / 3),
    outcome: "complete",
    point: JSON.stringify([0.001 * index, "x"]),
    cells: JSON.stringify([0.1 + 0.2, null, -index]),
    problem: null,
    rank_value: -index,
    returns: new Uint8Array([1, 2, 3, 4]),
    written_ms: T0_MS + index,
    ...more,
  };
}

/** A row of a study that is worked on as a whole. */
export function keptRow(key: string): KeptRow {
  const dailyReturns = Float32Array.from([0.25, -0.5]);
  return {
    key,
    row: { outcome: "complete", cells: [1, null, 0.1 + 0.2], problem: null, dailyReturns },
  };
}
