/** Which runs and studies that wait or run read data sets. */
import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Database } from "../../../db/schema.js";

const READERS = ["runs", "studies"] as const;
type Readers = (typeof READERS)[number];
const OPEN_STATES = ["queued", "running"] as const;

/** Whether a row reads a data set, also as another market of a verdict. */
function reads(table: Readers, id: RawBuilder<string>): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(`${table}.${name}`);
  const own = sql<boolean>`${id} in (${column("data_set_id")}, ${column("mark_data_set_id")}, ${column("funding_data_set_id")})`;
  if (table === "runs") return own;
  return sql<boolean>`(${own} or ${column("others")} like '%"' || ${id} || '"%')`;
}

/** How many runs and studies that wait or run read a data set. */
export async function countReaders(db: Kysely<Database>, id: string): Promise<number> {
  let count = 0;
  for (const table of READERS) {
    const { readers } = await db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as("readers"))
      .where("state", "in", OPEN_STATES)
      .where(reads(table, sql`${id}`))
      .executeTakeFirstOrThrow();
    count += Number(readers);
  }
  return count;
}

/** Whether a run or a study of another that waits or runs reads a data set of somebody. */
export async function neededByOthers(db: Kysely<Database>, ownerId: string): Promise<boolean> {
  for (const table of READERS) {
    const needed = await db
      .selectFrom("data_sets")
      .select("data_sets.id")
      .where("data_sets.owner_id", "=", ownerId)
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom(table)
            .select(sql`1`.as("one"))
            .where("state", "in", OPEN_STATES)
            .where("owner_id", "!=", ownerId)
            .where(reads(table, sql.ref("data_sets.id"))),
        ),
      )
      .limit(1)
      .executeTakeFirst();
    if (needed !== undefined) return true;
  }
  return false;
}
