/**
 * What other machines fetch to work on shards, named by its hash: data sets, file by file, and modules of
 * strategies that users wrote. Only what a study needs that waits or runs is given out, and whoever fetches
 * it checks all of it against the hash that he asked for.
 */
import { type FileHandle, open } from "node:fs/promises";
import { KERNEL_SOURCES_SHA256 } from "@perpmill/engine";
import type { Kysely } from "kysely";
import type { Database } from "../../../db/schema.js";
import { ServerError } from "../../../errors.js";
import type { DataManifest } from "../../../schemas/workers.js";
import type { DataFiles } from "../../../workers/protocol.js";
import { filesOf, pathsOf, readOptionsOf, resolved } from "../data/data-set-record.js";
import type { DataSetRow } from "../data/data-sets-repository.js";

/** The query of whether a study that waits or runs names something, so that others may fetch it. */
function wantedQuery(db: Kysely<Database>, column: "contents" | "strategy", text: string) {
  return db
    .selectFrom("studies")
    .select("id")
    .where("state", "in", ["queued", "running"])
    .where(column, "like", text)
    .limit(1);
}

/** The query of the data set of a content hash. */
function dataOfHashQuery(db: Kysely<Database>, hash: string) {
  return db
    .selectFrom("data_sets")
    .innerJoin("users", "users.id", "data_sets.owner_id")
    .selectAll("data_sets")
    .select("users.name as owner_name")
    .where("content_hash", "=", hash)
    .where("state", "=", "ready")
    .orderBy("created_ms")
    .orderBy("data_sets.id")
    .limit(1);
}

/** The query of the module of a strategy's source, for the kernel of this version. */
function moduleOfHashQuery(db: Kysely<Database>, hash: string) {
  return db
    .selectFrom("strategy_versions")
    .select(["module", "descriptor"])
    .where("hash", "=", hash)
    .where("kernel_sha256", "=", KERNEL_SOURCES_SHA256)
    .orderBy("strategy_id")
    .limit(1);
}

function missing(what: string, hash: string): ServerError {
  return new ServerError("NOT_FOUND", { message: `there is no ${what} of the hash ${hash}` });
}

export class SharedContents {
  readonly #db: Kysely<Database>;
  readonly #home: string;

  /** @param home the data directory */
  constructor(db: Kysely<Database>, home: string) {
    this.#db = db;
    this.#home = home;
  }

  /** What a data set is made of. @throws NOT_FOUND, also when no study needs it now */
  async manifest(hash: string): Promise<DataManifest> {
    const row = await this.#wantedRow(hash);
    return {
      contentHash: hash,
      kind: row.kind,
      symbol: row.symbol,
      files: filesOf(row).map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 })),
      options: { ...readOptionsOf(row) },
    };
  }

  /** A file of a data set, open. @throws as `manifest` */
  async file(hash: string, position: number): Promise<{ file: FileHandle; sha256: string }> {
    const row = await this.#wantedRow(hash);
    const path = pathsOf(this.#home, row)[position];
    const stored = filesOf(row)[position];
    if (path === undefined || stored === undefined) throw missing(`file ${position}`, hash);
    return { file: await open(path), sha256: stored.sha256 };
  }

  /** The files of a data set, for whoever reads them where they are. @throws NOT_FOUND */
  async local(hash: string): Promise<DataFiles> {
    const data = resolved(this.#home, await this.#row(hash));
    if (data === null) throw missing("data set", hash);
    return data.files;
  }

  /** Kernel and strategy as one WebAssembly module. @throws as `manifest` */
  async module(hash: string): Promise<Uint8Array> {
    const wanted = await wantedQuery(this.#db, "strategy", `user:${hash}`).executeTakeFirst();
    if (wanted === undefined) throw missing("strategy", hash);
    const version = await moduleOfHashQuery(this.#db, hash).executeTakeFirst();
    if (version === undefined) throw missing("strategy", hash);
    return version.module;
  }

  async #wantedRow(hash: string): Promise<DataSetRow> {
    const wanted = await wantedQuery(this.#db, "contents", `%"${hash}"%`).executeTakeFirst();
    if (wanted === undefined) throw missing("data set", hash);
    return this.#row(hash);
  }

  async #row(hash: string): Promise<DataSetRow> {
    const row = await dataOfHashQuery(this.#db, hash).executeTakeFirst();
    if (row === undefined) throw missing("data set", hash);
    return row;
  }
}
