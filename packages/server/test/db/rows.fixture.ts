/** Rows to test queries with. */
import { createHash } from "node:crypto";
import type { Kysely } from "kysely";
import type {
  Database,
  JobsTable,
  ResultChunksTable,
  ResultsTable,
  UsersTable,
} from "../../src/db/schema.js";
import type { NewRun } from "../../src/plugins/app/runs/runs-repository.js";

export const T0_MS = Date.UTC(2026, 0, 1);

export function userRow(id: string): UsersTable {
  return {
    id,
    name: id,
    name_key: id,
    password_hash: null,
    role: "user",
    disabled: 0,
    preferences: "{}",
    created_ms: T0_MS,
    tokens_valid_from_ms: 0,
  };
}

export async function insertUsers(db: Kysely<Database>, ...ids: readonly string[]): Promise<void> {
  await db.insertInto("users").values(ids.map(userRow)).execute();
}

export function runRow(id: string, ownerId: string, more: Partial<NewRun> = {}): NewRun {
  return {
    id,
    owner_id: ownerId,
    job_id: null,
    state: "queued",
    shared: 0,
    starred: 0,
    label: "",
    note: "",
    symbol: "ETHUSDT",
    strategy: "pure-maker",
    strategy_label: null,
    data_set_id: "d1",
    mark_data_set_id: null,
    funding_data_set_id: null,
    from_ms: null,
    to_ms: null,
    config: "{}",
    layer: "lazy",
    content_key: `content-${id}`,
    result_key: null,
    created_ms: T0_MS,
    started_ms: null,
    finished_ms: null,
    ...more,
  };
}

export function jobRow(id: string, ownerId: string, more: Partial<JobsTable> = {}): JobsTable {
  return {
    id,
    kind: "run",
    lane: "compute",
    owner_id: ownerId,
    priority: 0,
    state: "queued",
    payload: "{}",
    subject_id: null,
    attempt: 0,
    worker_pid: null,
    server_id: null,
    heartbeat_ms: null,
    progress: null,
    error: null,
    created_ms: T0_MS,
    started_ms: null,
    finished_ms: null,
    ...more,
  };
}

export function resultRow(key: string, more: Partial<ResultsTable> = {}): ResultsTable {
  return {
    key,
    result: `{"of":"${key}"}`,
    series: "{}",
    result_hash: "0".repeat(64),
    trades: 0,
    equity_rows: 0,
    stored: 1,
    created_ms: T0_MS,
    ...more,
  };
}

/** A piece of 100 rows, a second apart. */
export function chunkRow(
  key: string,
  part: ResultChunksTable["part"],
  position: number,
): ResultChunksTable {
  const bytes = Uint8Array.from({ length: 1000 }, (_, index) => (index * 7 + position) % 256);
  return {
    result_key: key,
    part,
    position,
    first_row: position * 100,
    rows: 100,
    first_ms: T0_MS + position * 100_000,
    last_ms: T0_MS + position * 100_000 + 99_000,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    bytes,
  };
}
