/** The tables as data, for what treats them all alike: backups. */
import type { Database } from "./schema.js";

export interface TableKey {
  readonly name: keyof Database;
  readonly key: readonly [string, ...string[]];
}

/** Every table with its primary key, those that others refer to first. */
export const TABLES: readonly TableKey[] = [
  { name: "users", key: ["id"] },
  { name: "refresh_tokens", key: ["id"] },
  { name: "api_keys", key: ["id"] },
  { name: "login_failures", key: ["name_key", "address"] },
  { name: "jobs", key: ["id"] },
  { name: "data_sets", key: ["id"] },
  { name: "strategies", key: ["id"] },
  { name: "strategy_versions", key: ["strategy_id", "hash"] },
  { name: "results", key: ["key"] },
  { name: "result_chunks", key: ["result_key", "part", "position"] },
  { name: "documents", key: ["key"] },
  { name: "runs", key: ["id"] },
  { name: "studies", key: ["id"] },
  { name: "study_shards", key: ["study_id", "position"] },
  { name: "study_rows", key: ["study_id", "row_index"] },
  { name: "study_kept", key: ["study_id", "key"] },
];
