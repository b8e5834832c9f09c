/** The tables of studies: as schema.ts says. */
import type { JobState } from "../plugins/app/jobs/job-states.js";

/** Many runs for one question. */
export interface StudiesTable {
  id: string;
  owner_id: string;
  /** engine's StudyKind */
  kind: string;
  title: string;
  starred: 0 | 1;
  /** `running` from the first shard that begins until the document is there */
  state: JobState;
  /** larger first among its owner's jobs */
  priority: number;
  symbol: string | null;
  /** a built-in one, or `user:` and the hash of a version that its owner wrote */
  strategy: string;
  strategy_label: string | null;
  data_set_id: string;
  mark_data_set_id: string | null;
  funding_data_set_id: string | null;
  /** JSON: content hashes { bars, mark, funding } of the data sets as they were then */
  contents: string;
  from_ms: number | null;
  to_ms: number | null;
  /** JSON: the engine's StudyRequest as it was sent, with the range in `config.data` */
  request: string;
  /** JSON { studyId, luck, luckMissing, rows, trials } of the study that was tried before, as it was then */
  tried: string | null;
  /** JSON { studyId, folds, metrics, efficiency, luck } of the walk-forward that was made before, as it was then */
  walked: string | null;
  /** JSON list of other markets: { name, instrument, ids of data sets, contents, intervalMs } */
  others: string | null;
  /** JSON: its configuration, normalised */
  config: string;
  /** JSON list of { name, kind, role }: parameters, `outcome`, metrics, as rows have them */
  columns: string;
  /** SHA-256 of normalised request, data, engine and kernel */
  content_key: string;
  /** null: not known before it is done */
  rows_total: number | null;
  /** what its shards say, summed up by the server from time to time; so are `rows_reused` and `best` */
  rows_done: number;
  /** of `rows_done`: that were known before */
  rows_reused: number;
  /** JSON: what was said last about its progress */
  progress: string | null;
  /** JSON { row, metric, value, point } of the best row so far */
  best: string | null;
  /** JSON problem */
  error: string | null;
  created_ms: number;
  started_ms: number | null;
  finished_ms: number | null;
  /** JSON: the result without its rows; null until done */
  document: string | null;
}

export type ShardState = "waiting" | "running" | "done" | "failed";

/** Rows of a study that one process works through. */
export interface StudyShardsTable {
  study_id: string;
  /** from 0 */
  position: number;
  first_row: number;
  row_count: number;
  rows_done: number;
  /** of `rows_done`: that were known before */
  rows_reused: number;
  /** JSON { row, value } of its best row so far */
  best: string | null;
  state: ShardState;
  /** how often it was begun */
  attempt: number;
  /** of this server's own queue; null: none yet, or a worker elsewhere has it */
  job_id: string | null;
  /** who works on it */
  worker: string | null;
  heartbeat_ms: number | null;
  started_ms: number | null;
  finished_ms: number | null;
  /** JSON problem */
  error: string | null;
}

/** What configurations gave. Written as they come, in any order; the same row again changes nothing. */
export interface StudyRowsTable {
  study_id: string;
  /** from 0 */
  row_index: number;
  /** MD5 of data, kernel, metrics and configuration: equal keys, equal rows */
  key: string;
  /** position of the shard that wrote it */
  shard: number;
  outcome: string;
  /** JSON list: values of the parameters */
  point: string;
  /** JSON list: metrics in the order of `columns`; null: does not exist */
  cells: string;
  /** why it was refused */
  problem: string | null;
  /** of the metric that rows are ranked by; null: none, or no candidate */
  rank_value: number | null;
  /** f32, little-endian: the return of each day; null: not kept */
  returns: Uint8Array | null;
  written_ms: number;
}

/** Who takes shards. Forgotten an hour after nothing more was heard of it; no backup holds it. */
export interface ShardWorkersTable {
  /** of one start of it */
  id: string;
  /** as its operator calls it, or its machine */
  name: string;
  /** of its engine */
  version: string;
  state: "working" | "leaving";
  /** shards that it can work on at the same time */
  places: number;
  /** shards that it works on */
  busy: number;
  shards_done: number;
  rows_done: number;
  rows_last_minute: number;
  /** by the database's clock, as `heartbeat_ms` */
  started_ms: number;
  heartbeat_ms: number;
}

/** What a study that is worked on as a whole has run so far; gone when it is done. */
export interface StudyKeptTable {
  study_id: string;
  /** the engine's key of the row */
  key: string;
  outcome: string;
  /** JSON list */
  cells: string;
  problem: string | null;
  /** f32, little-endian: the return of each day */
  returns: Uint8Array | null;
}
