/**
 * The tables: the one typing that queries are written against. Portable over SQLite and PostgreSQL:
 * times are UTC ms and flags 0 or 1 in number columns, JSON is text, ids are text. `bigint` columns
 * come back as numbers from both.
 */
import type { Role } from "../access.js";
import type { JobKind, JobLane, JobState } from "../plugins/app/jobs/job-states.js";
import type {
  ShardWorkersTable,
  StudiesTable,
  StudyKeptTable,
  StudyRowsTable,
  StudyShardsTable,
} from "./study-tables.js";

export type {
  ShardWorkersTable,
  StudiesTable,
  StudyKeptTable,
  StudyRowsTable,
  StudyShardsTable,
} from "./study-tables.js";

export interface UsersTable {
  id: string;
  /** as typed; unique without regard to case by `name_key` */
  name: string;
  name_key: string;
  /** null: cannot log in with a password (the local user of --single-user) */
  password_hash: string | null;
  role: Role;
  disabled: 0 | 1;
  /** JSON, the app's own: language, theme, defaults */
  preferences: string;
  created_ms: number;
  /** access tokens issued before it are refused: logout everywhere, role changes */
  tokens_valid_from_ms: number;
}

/** Refresh tokens; all that follow from one log-in are a family. */
export interface RefreshTokensTable {
  id: string;
  family_id: string;
  user_id: string;
  /** SHA-256, hex */
  token_hash: string;
  issued_ms: number;
  expires_ms: number;
  /** when it was exchanged for the next; again: theft, the family is revoked */
  used_ms: number | null;
  revoked_ms: number | null;
  user_agent: string;
  address: string;
}

export interface ApiKeysTable {
  id: string;
  user_id: string;
  name: string;
  /** what is shown of it */
  prefix: string;
  /** SHA-256, hex */
  key_hash: string;
  /** JSON list of scopes */
  scopes: string;
  created_ms: number;
  expires_ms: number | null;
  last_used_ms: number | null;
  revoked_ms: number | null;
}

/** Failed log-ins of an account from an address. */
export interface LoginFailuresTable {
  name_key: string;
  address: string;
  failures: number;
  next_try_ms: number;
  updated_ms: number;
}

export interface DataSetsTable {
  id: string;
  owner_id: string;
  shared: 0 | 1;
  name: string;
  /** engine's DataKind */
  kind: string;
  /** `um`, `cm`, `spot` or what the user says; empty: not known */
  market: string;
  symbol: string | null;
  /** null for trades and funding */
  interval_ms: number | null;
  /** `preparing`: its job is not done; `failed`: `error` says why */
  state: "preparing" | "ready" | "failed";
  origin: "upload" | "import" | "download" | "synthetic" | "migration";
  /** below the data directory, `/` as separator */
  folder: string;
  /** JSON list of { name, bytes, sha256 } in reading order */
  files: string;
  /** JSON: format, table, fill, onBadRow, priceDecimals, intervalMs as the reader takes them */
  read_options: string;
  /** JSON: rows, first, last, holes, priceDecimals, md5, warnings; null until ready */
  facts: string | null;
  /** SHA-256 of what a reader makes of it (file hashes and options): ETag and part of content keys */
  content_hash: string | null;
  bytes: number;
  first_ms: number | null;
  last_ms: number | null;
  rows: number | null;
  job_id: string | null;
  /** JSON problem */
  error: string | null;
  created_ms: number;
}

/** Strategies that users wrote. */
export interface StrategiesTable {
  id: string;
  owner_id: string;
  /** unique among those of its owner */
  name: string;
  /** of the version that is worked on */
  hash: string;
  created_ms: number;
  updated_ms: number;
}

/** What a strategy has been: never changed, but for a module that another kernel needs. */
export interface StrategyVersionsTable {
  strategy_id: string;
  /** SHA-256 of the source, hex */
  hash: string;
  source: string;
  /** JSON of the engine's StrategyDescriptor */
  descriptor: string;
  /** of the sources of the kernel that the module holds, hex */
  kernel_sha256: string;
  /** of source and module */
  bytes: number;
  /** kernel and strategy as one WebAssembly module */
  module: Uint8Array;
  created_ms: number;
}

/** The queue: every long piece of work, whatever it is about. */
export interface JobsTable {
  id: string;
  kind: JobKind;
  lane: JobLane;
  owner_id: string;
  /** larger first among one user's */
  priority: number;
  state: JobState;
  /** JSON of the kind's own payload */
  payload: string;
  /** the run, or the data set, that it is about */
  subject_id: string | null;
  /** how often it was begun */
  attempt: number;
  /** pid of the process that computes it, and of the server that started it */
  worker_pid: number | null;
  server_id: string | null;
  heartbeat_ms: number | null;
  /** JSON: what was said last about its progress */
  progress: string | null;
  /** JSON problem */
  error: string | null;
  created_ms: number;
  started_ms: number | null;
  finished_ms: number | null;
}

export interface RunsTable {
  id: string;
  owner_id: string;
  job_id: string | null;
  /** of the job, repeated for filters; changes with it in one transaction */
  state: JobState;
  shared: 0 | 1;
  starred: 0 | 1;
  label: string;
  note: string;
  symbol: string | null;
  /** a built-in one, or `user:` and the hash of a version that its owner wrote */
  strategy: string;
  /** what its owner called that strategy then; null for a built-in one */
  strategy_label: string | null;
  data_set_id: string;
  mark_data_set_id: string | null;
  funding_data_set_id: string | null;
  from_ms: number | null;
  to_ms: number | null;
  /** JSON: the configuration as it was sent */
  config: string;
  layer: "lazy" | "plain";
  /** SHA-256 of normalised configuration, data, range, engine and kernel */
  content_key: string;
  /** of the result, when there is one; the row in `results` */
  result_key: string | null;
  /** JSON problem */
  error: string | null;
  created_ms: number;
  started_ms: number | null;
  finished_ms: number | null;
  /** metrics that history sorts by; null until done, and where a run has none */
  total_return: number | null;
  final_equity: number | null;
  cagr: number | null;
  sharpe: number | null;
  sortino: number | null;
  calmar: number | null;
  volatility: number | null;
  max_drawdown: number | null;
  fills: number | null;
  turnover: number | null;
  fees: number | null;
  funding: number | null;
  win_rate: number | null;
  profit_factor: number | null;
  quoted_edge_bps: number | null;
  ambiguous_fill_share: number | null;
  liquidated: 0 | 1 | null;
}

/** Computed results, shared by all runs of the same content. Removed with the last run that names them. */
export interface ResultsTable {
  /** the content key; forced reruns that differ (they never should) keep the newest */
  key: string;
  /** JSON of RESULT.json without its series */
  result: string;
  /** JSON of its series (thinned curves, returns, attribution) */
  series: string;
  result_hash: string | null;
  trades: number;
  equity_rows: number;
  /** 0: its columns are being written, nobody reads it yet */
  stored: 0 | 1;
  created_ms: number;
}

/** Trades and equity as columns, in pieces of so many rows, so that a range needs only its pieces. */
export interface ResultChunksTable {
  result_key: string;
  part: "trades" | "equity";
  /** from 0 */
  position: number;
  first_row: number;
  rows: number;
  /** UTC ms of the first and last row */
  first_ms: number;
  last_ms: number;
  /** SHA-256 of `bytes`, hex */
  sha256: string;
  /** deflated little-endian columns; workers/columns-codec.ts has the layout */
  bytes: Uint8Array;
}

/** Further results that are asked for: an envelope, a quality report; by their own content key. */
export interface DocumentsTable {
  key: string;
  kind: "envelope" | "quality";
  /** what it is about: a content key, or a data set's content hash */
  about: string;
  /** JSON */
  document: string;
  created_ms: number;
}

export interface Database {
  users: UsersTable;
  refresh_tokens: RefreshTokensTable;
  api_keys: ApiKeysTable;
  login_failures: LoginFailuresTable;
  data_sets: DataSetsTable;
  strategies: StrategiesTable;
  strategy_versions: StrategyVersionsTable;
  jobs: JobsTable;
  runs: RunsTable;
  results: ResultsTable;
  result_chunks: ResultChunksTable;
  documents: DocumentsTable;
  studies: StudiesTable;
  study_shards: StudyShardsTable;
  study_rows: StudyRowsTable;
  study_kept: StudyKeptTable;
  shard_workers: ShardWorkersTable;
}
