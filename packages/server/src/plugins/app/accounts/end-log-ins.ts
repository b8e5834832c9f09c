/** The end of all log-ins of a user at once. */
import type { Kysely } from "kysely";
import type { Clock } from "../../../clock.js";
import type { Database, UsersTable } from "../../../db/schema.js";
import type { SessionsRepository } from "./sessions-repository.js";
import type { UsersRepository } from "./users-repository.js";

export interface LogInTables {
  readonly clock: Clock;
  readonly users: UsersRepository;
  readonly sessions: SessionsRepository;
}

/** Refuses every token that the user has. Returns him as he is from now on */
export async function endLogIns(
  { clock, users, sessions }: LogInTables,
  user: UsersTable,
  trx?: Kysely<Database>,
): Promise<UsersTable> {
  const nowMs = clock.nowMs();
  // Grows even where the clock does not: a token carries the value of its time and must differ.
  const tokens_valid_from_ms = Math.max(nowMs, user.tokens_valid_from_ms + 1);
  await users.update(user.id, { tokens_valid_from_ms }, trx);
  await sessions.revokeAll(user.id, nowMs, trx);
  return { ...user, tokens_valid_from_ms };
}
