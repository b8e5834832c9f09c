/** Every query about the data sets that runs read. */
import type { Kysely } from "kysely";
import type { Database, DataSetsTable } from "../../../db/schema.js";

export class RunInputsRepository {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /** Data sets by id, whoever owns them; in no order. */
  async of(ids: readonly string[]): Promise<readonly DataSetsTable[]> {
    return this.#db.selectFrom("data_sets").selectAll().where("id", "in", ids).execute();
  }

  /** Those of some data sets that are somebody's own or shared, in no order. */
  async visibleOf(ids: readonly string[], userId: string): Promise<readonly DataSetsTable[]> {
    return this.#db
      .selectFrom("data_sets")
      .selectAll()
      .where("id", "in", ids)
      .where((eb) => eb.or([eb("owner_id", "=", userId), eb("shared", "=", 1)]))
      .execute();
  }
}
