/** The first start: whoever reads the terminal (or the file) has the token that makes the first administrator. */
import type { Kysely } from "kysely";
import type { Clock } from "../../../clock.js";
import type { Database, UsersTable } from "../../../db/schema.js";
import { ServerError } from "../../../errors.js";
import { nameKey } from "./names.js";
import type { Passwords } from "./passwords.js";
import { forgetSecret, isSameSecret, secretOf } from "./secret-files.js";
import { newUserRow } from "./users.js";
import type { UsersRepository } from "./users-repository.js";

/** Id of the one user of `--single-user`. */
export const LOCAL_USER_ID = "00000000-0000-4000-8000-000000000001";
const LOCAL_NAME = "local";
const FILE = "setup-token";

export interface SetUpParts {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly users: UsersRepository;
  readonly passwords: Passwords;
  /** folder of the secrets */
  readonly folder: string;
}

export interface FirstAdmin {
  readonly token: string;
  readonly name: string;
  readonly password: string;
}

/** The user of `--single-user`; everything is owned by a row of users, his things too. */
export async function ensureLocalUser(users: UsersRepository, nowMs: number): Promise<UsersTable> {
  const known = await users.get(LOCAL_USER_ID);
  if (known !== null) return known;
  const name = (await users.byNameKey(LOCAL_NAME)) === null ? LOCAL_NAME : LOCAL_USER_ID;
  const row: UsersTable = {
    ...newUserRow({ name, role: "admin" }, "", nowMs),
    id: LOCAL_USER_ID,
    password_hash: null,
  };
  await users.insert(row);
  return row;
}

export class SetUp {
  readonly #parts: SetUpParts;

  constructor(parts: SetUpParts) {
    this.#parts = parts;
  }

  /** Whether nobody can log in yet. */
  async needed(): Promise<boolean> {
    return !(await this.#parts.users.anyWithPassword());
  }

  /** The token to show, the same until it is used; null when somebody can log in already. */
  async token(): Promise<string | null> {
    const { folder } = this.#parts;
    if (await this.needed()) return secretOf(folder, FILE);
    await forgetSecret(folder, FILE);
    return null;
  }

  /**
   * Makes the first administrator. Runs and data of `--single-user` become his. Throws
   * SETUP_TOKEN_WRONG, also when there is an administrator already
   */
  async complete({ token, name, password }: FirstAdmin): Promise<UsersTable> {
    const { db, users, passwords, folder } = this.#parts;
    const expected = await this.token();
    if (expected === null || !isSameSecret(expected, token)) {
      throw new ServerError("SETUP_TOKEN_WRONG");
    }
    const hash = await passwords.hash(password);
    const user = await db.transaction().execute(async (trx) => {
      if (await users.anyWithPassword(trx)) throw new ServerError("SETUP_TOKEN_WRONG");
      return this.#admin(name, hash, trx);
    });
    await forgetSecret(folder, FILE);
    return user;
  }

  async #admin(name: string, hash: string, trx: Kysely<Database>): Promise<UsersTable> {
    const { users, clock } = this.#parts;
    const local = await users.get(LOCAL_USER_ID, trx);
    const row = newUserRow({ name, role: "admin" }, hash, clock.nowMs());
    if (local === null) {
      await users.insert(row, trx);
      return row;
    }
    const patch = { name, name_key: nameKey(name), password_hash: hash, role: row.role };
    await users.update(local.id, patch, trx);
    return { ...local, ...patch };
  }
}
