/** Rows of data sets with their JSON read, and as they are answered. */
import { join } from "node:path";
import { inLanguage } from "../../../problems.js";
import type { DataSet, DataSetSummary } from "../../../schemas/data.js";
import type { Problem } from "../../../schemas/problem.js";
import type { DataFacts, DataFiles, ReadOptions } from "../../../workers/protocol.js";
import type { StoredDataFile } from "./content-hash.js";
import type { DataSetRow } from "./data-sets-repository.js";
import type { Viewer } from "./viewer.js";

/** A ready data set, as runs and readers take it. */
export interface ResolvedData {
  readonly id: string;
  readonly name: string;
  /** engine's DataKind */
  readonly kind: string;
  readonly market: string;
  readonly symbol: string | null;
  /** null for trades and funding */
  readonly intervalMs: number | null;
  readonly files: DataFiles;
  /** of the rows and how they are read: part of content keys, the ETag of columns */
  readonly contentHash: string;
  readonly facts: DataFacts;
}

/** The files of a row, in reading order. */
export function filesOf(row: Pick<DataSetRow, "files">): readonly StoredDataFile[] {
  return JSON.parse(row.files);
}

/** How the files of a row are read. */
export function readOptionsOf(row: Pick<DataSetRow, "read_options">): ReadOptions {
  return JSON.parse(row.read_options);
}

/** What reading told; null until it is ready. */
export function factsOf(row: Pick<DataSetRow, "facts">): DataFacts | null {
  return row.facts === null ? null : JSON.parse(row.facts);
}

/** Absolute paths of the files of a row, in reading order. */
export function pathsOf(home: string, row: Pick<DataSetRow, "folder" | "files">): string[] {
  return filesOf(row).map(({ name }) => join(home, ...row.folder.split("/"), name));
}

/** A row as readers take it; null when it is not ready. */
export function resolved(home: string, row: DataSetRow): ResolvedData | null {
  const facts = factsOf(row);
  if (row.state !== "ready" || facts === null || row.content_hash === null) return null;
  const options = { ...readOptionsOf(row), symbol: row.symbol };
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    market: row.market,
    symbol: row.symbol,
    intervalMs: row.interval_ms,
    files: { paths: pathsOf(home, row), options, contentHash: row.content_hash },
    contentHash: row.content_hash,
    facts,
  };
}

/** A row as it stands in a list. */
export function summaryOf(row: DataSetRow, viewer: Viewer): DataSetSummary {
  const error: Problem | null =
    row.error === null ? null : inLanguage(JSON.parse(row.error), viewer.language);
  return {
    id: row.id,
    name: row.name,
    kind: row.kind as DataSetSummary["kind"],
    market: row.market,
    symbol: row.symbol,
    intervalMs: row.interval_ms,
    state: row.state,
    origin: row.origin,
    owner: { id: row.owner_id, name: row.owner_name },
    own: row.owner_id === viewer.userId,
    shared: row.shared === 1,
    fileCount: filesOf(row).length,
    bytes: row.bytes,
    rows: row.rows,
    firstMs: row.first_ms,
    lastMs: row.last_ms,
    contentHash: row.content_hash,
    error,
    createdMs: row.created_ms,
  };
}

/** A row with all that is known of it. */
export function detailOf(row: DataSetRow, viewer: Viewer, progress: DataSet["progress"]): DataSet {
  return {
    ...summaryOf(row, viewer),
    files: filesOf(row).map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 })),
    readOptions: withoutNulls(readOptionsOf(row)),
    facts: factsOf(row),
    progress,
    jobId: row.job_id,
  };
}

function withoutNulls(options: ReadOptions): DataSet["readOptions"] {
  const entries = Object.entries(options).filter(([, value]) => value !== null);
  return Object.fromEntries(entries);
}
