/** Every query about results, their columns and further documents. */
import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { Kysely, Transaction } from "kysely";
import type {
  Database,
  DocumentsTable,
  ResultChunksTable,
  ResultsTable,
} from "../../../db/schema.js";
import { ServerError } from "../../../errors.js";

export type ResultPart = ResultChunksTable["part"];

/** A piece of columns without its bytes. */
export type ChunkHead = Omit<ResultChunksTable, "bytes">;

/** A result without its long texts. */
export type ResultHead = Omit<ResultsTable, "result" | "series" | "stored">;

/** Which pieces of columns: those that touch all the ranges given. */
export interface ChunkRange {
  /** `[fromRow, toRow)` */
  readonly fromRow?: number;
  readonly toRow?: number;
  /** UTC ms, `[fromMs, toMs)` */
  readonly fromMs?: number;
  readonly toMs?: number;
}

function checked(chunk: ResultChunksTable): ResultChunksTable {
  const sha256 = createHash("sha256").update(chunk.bytes).digest("hex");
  if (sha256 === chunk.sha256) return chunk;
  const { result_key, part, position } = chunk;
  throw new ServerError("BLOB_DAMAGED", {
    message: `piece ${position} of the ${part} of result ${result_key} does not agree with its checksum`,
  });
}

export class ResultsRepository {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /** Stores a result with its columns; one of the same key is replaced, runs that name it keep it. */
  async put(
    result: ResultsTable,
    chunks: readonly ResultChunksTable[],
    trx: Transaction<Database>,
  ): Promise<void> {
    await this.#putRow(result, trx);
    await trx.deleteFrom("result_chunks").where("result_key", "=", result.key).execute();
    for (const chunk of chunks) {
      await trx.insertInto("result_chunks").values(chunk).execute();
      await setImmediate();
    }
  }

  /**
   * Writes the columns of a result ahead of `putPrepared`, a piece at a time, so that others have the
   * database and the event loop in between. Until then nobody reads them. Results of a key are
   * deterministic: pieces that are there already are written over with what they ought to be. Where
   * the one that is there differs nothing is written.
   */
  async prepare(result: ResultsTable, chunks: readonly ResultChunksTable[]): Promise<void> {
    const pending = { ...result, result: "", series: "", stored: 0 } as const;
    for (const chunk of chunks) {
      await this.#db
        .insertInto("results")
        .values(pending)
        .onConflict((conflict) => conflict.column("key").doNothing())
        .execute();
      const there = await this.#db
        .selectFrom("results")
        .select("result_hash")
        .where("key", "=", result.key)
        .executeTakeFirst();
      if (there?.result_hash !== result.result_hash) return;
      await this.#putChunk(chunk);
      await setImmediate();
    }
  }

  /** Ends what `prepare` began: short, unless something has taken the columns away meanwhile. */
  async putPrepared(
    result: ResultsTable,
    chunks: readonly ResultChunksTable[],
    trx: Transaction<Database>,
  ): Promise<void> {
    const there = await trx
      .selectFrom("result_chunks")
      .select(["part", "position", "sha256"])
      .where("result_key", "=", result.key)
      .execute();
    const name = ({ part, position, sha256 }: (typeof there)[number]) =>
      `${part} ${position} ${sha256}`;
    const names = new Set(there.map(name));
    if (names.size !== chunks.length || !chunks.every((chunk) => names.has(name(chunk)))) {
      await this.put(result, chunks, trx);
      return;
    }
    await this.#putRow(result, trx);
  }

  /** Deletes what a server that is gone had begun to write. @returns how many results */
  async deletePending(): Promise<number> {
    const deleted = await this.#db.deleteFrom("results").where("stored", "=", 0).executeTakeFirst();
    return Number(deleted.numDeletedRows);
  }

  async head(key: string, trx: Kysely<Database> = this.#db): Promise<ResultHead | null> {
    const query = trx
      .selectFrom("results")
      .select(["key", "result_hash", "trades", "equity_rows", "created_ms"])
      .where("key", "=", key)
      .where("stored", "=", 1);
    return (await query.executeTakeFirst()) ?? null;
  }

  async get(key: string): Promise<ResultsTable | null> {
    const query = this.#db
      .selectFrom("results")
      .selectAll()
      .where("key", "=", key)
      .where("stored", "=", 1);
    return (await query.executeTakeFirst()) ?? null;
  }

  /** RESULT.json without its series, as text. */
  async result(key: string, trx: Kysely<Database> = this.#db): Promise<string | null> {
    const query = trx
      .selectFrom("results")
      .select("result")
      .where("key", "=", key)
      .where("stored", "=", 1);
    return (await query.executeTakeFirst())?.result ?? null;
  }

  /** Pieces in order, without bytes. */
  chunkHeads(key: string, part: ResultPart, range: ChunkRange = {}): Promise<ChunkHead[]> {
    return this.#chunks(key, part, range)
      .select(["result_key", "part", "position", "first_row", "rows"])
      .select(["first_ms", "last_ms", "sha256"])
      .execute();
  }

  /**
   * Pieces in order, each checked.
   * @throws ServerError BLOB_DAMAGED
   */
  async chunks(
    key: string,
    part: ResultPart,
    range: ChunkRange = {},
  ): Promise<readonly ResultChunksTable[]> {
    const rows = await this.#chunks(key, part, range).selectAll().execute();
    return rows.map(checked);
  }

  /** One piece, checked; null when there is none. Reading one by one keeps memory small. */
  async chunk(key: string, part: ResultPart, position: number): Promise<ResultChunksTable | null> {
    const query = this.#chunks(key, part, {}).selectAll().where("position", "=", position);
    const row = await query.executeTakeFirst();
    return row === undefined ? null : checked(row);
  }

  async document(key: string, trx: Kysely<Database> = this.#db): Promise<DocumentsTable | null> {
    const query = trx.selectFrom("documents").selectAll().where("key", "=", key);
    return (await query.executeTakeFirst()) ?? null;
  }

  /** Stores a document; one of the same key is replaced. */
  async putDocument(document: DocumentsTable, trx: Kysely<Database> = this.#db): Promise<void> {
    const { key: _, ...rest } = document;
    await trx
      .insertInto("documents")
      .values(document)
      .onConflict((conflict) => conflict.column("key").doUpdateSet(rest))
      .execute();
  }

  /** Deletes what is about a content key or a data set's content hash. */
  async deleteDocumentsAbout(about: string, trx: Kysely<Database> = this.#db): Promise<void> {
    await trx.deleteFrom("documents").where("about", "=", about).execute();
  }

  async #putRow(result: ResultsTable, trx: Transaction<Database>): Promise<void> {
    const { key: _, ...rest } = result;
    await trx
      .insertInto("results")
      .values(result)
      .onConflict((conflict) => conflict.column("key").doUpdateSet(rest))
      .execute();
  }

  async #putChunk(chunk: ResultChunksTable): Promise<void> {
    const { result_key: _, part: __, position: ___, ...rest } = chunk;
    await this.#db
      .insertInto("result_chunks")
      .values(chunk)
      .onConflict((conflict) =>
        conflict.columns(["result_key", "part", "position"]).doUpdateSet(rest),
      )
      .execute();
  }

  #chunks(key: string, part: ResultPart, { fromRow, toRow, fromMs, toMs }: ChunkRange) {
    return this.#db
      .selectFrom("result_chunks")
      .where("result_key", "=", key)
      .where("part", "=", part)
      .$if(fromRow !== undefined, (query) =>
        query.where((eb) => eb(eb("first_row", "+", eb.ref("rows")), ">", fromRow ?? 0)),
      )
      .$if(toRow !== undefined, (query) => query.where("first_row", "<", toRow ?? 0))
      .$if(fromMs !== undefined, (query) => query.where("last_ms", ">=", fromMs ?? 0))
      .$if(toMs !== undefined, (query) => query.where("first_ms", "<", toMs ?? 0))
      .orderBy("position");
  }
}
