/** What shards read on another machine than the server's: fetched, and checked against the database. */
import { KERNEL_SOURCES_SHA256 } from "@perpmill/engine";
import { type Kysely, sql } from "kysely";
import type { Database, StudiesTable } from "../db/schema.js";
import { ServerError } from "../errors.js";
import type { ShardSource } from "../plugins/app/shards/shard-run.js";
import type { DataFiles, UserModule } from "../workers/protocol.js";
import type { ContentStore } from "./content-store.js";

const USER_NAME = /^user:([0-9a-f]{64})$/;

/** The query of what a strategy's module is, without the module. */
function moduleFactsQuery(db: Kysely<Database>, hash: string) {
  return db
    .selectFrom("strategy_versions")
    .select(["descriptor", sql<string>`encode(sha256(module), 'hex')`.as("sha256")])
    .where("hash", "=", hash)
    .where("kernel_sha256", "=", KERNEL_SOURCES_SHA256)
    .orderBy("strategy_id")
    .limit(1);
}

export class WorkerSource implements ShardSource {
  readonly #db: Kysely<Database>;
  readonly #store: ContentStore;

  constructor(db: Kysely<Database>, store: ContentStore) {
    this.#db = db;
    this.#store = store;
  }

  data(hash: string): Promise<DataFiles> {
    return this.#store.data(hash);
  }

  async strategy({ strategy }: Pick<StudiesTable, "strategy">): Promise<UserModule | null> {
    const hash = USER_NAME.exec(strategy)?.[1];
    if (hash === undefined) return null;
    const facts = await moduleFactsQuery(this.#db, hash).executeTakeFirst();
    if (facts === undefined) {
      throw new ServerError("STRATEGY_UNKNOWN", {
        message: `the strategy ${strategy} is not there for this kernel`,
      });
    }
    const module = await this.#store.module(hash, facts.sha256);
    return { descriptor: JSON.parse(facts.descriptor), module };
  }
}
