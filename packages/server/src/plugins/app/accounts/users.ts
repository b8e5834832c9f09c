/** Users: who there is and what they may do. There is always an administrator who can log in. */
import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import type { Role } from "../../../access.js";
import type { Clock } from "../../../clock.js";
import { decodeTextCursor, encodeCursor } from "../../../db/cursor.js";
import type { Database, UsersTable } from "../../../db/schema.js";
import { ServerError } from "../../../errors.js";
import { endLogIns } from "./end-log-ins.js";
import { nameKey } from "./names.js";
import type { Passwords } from "./passwords.js";
import type { SessionsRepository } from "./sessions-repository.js";
import type { UserPatch, UsersRepository } from "./users-repository.js";

const PREFERENCES_LENGTH = 16_384;

export interface NewUser {
  readonly name: string;
  readonly password: string;
  readonly role: Role;
}

export interface UserChange {
  readonly name?: string;
  readonly password?: string;
  readonly role?: Role;
  readonly disabled?: boolean;
}

/** What is asked for of the list. */
export interface UserList {
  readonly cursor?: string;
  readonly limit: number;
  readonly search: string;
}

export interface UserListPage {
  readonly items: readonly UsersTable[];
  readonly nextCursor: string | null;
}

export interface UserParts {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly users: UsersRepository;
  readonly sessions: SessionsRepository;
  readonly passwords: Passwords;
  /** told of a user whose log-ins have ended, so that open connections end as well */
  readonly ended: (userId: string) => void;
}

function notFound(id: string): ServerError {
  return new ServerError("NOT_FOUND", { message: `there is no user ${id}` });
}

function taken(name: string): ServerError {
  return new ServerError("CONFLICT", {
    message: `the name ${JSON.stringify(name)} is taken`,
    field: "body.name",
  });
}

/** A row of a new user. */
export function newUserRow(user: Omit<NewUser, "password">, hash: string, nowMs: number) {
  const row: UsersTable = {
    id: randomUUID(),
    name: user.name,
    name_key: nameKey(user.name),
    password_hash: hash,
    role: user.role,
    disabled: 0,
    preferences: "{}",
    created_ms: nowMs,
    tokens_valid_from_ms: nowMs,
  };
  return row;
}

export class Users {
  readonly #parts: UserParts;
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: UserParts) {
    this.#parts = parts;
  }

  /** By name. Throws REQUEST_INVALID for a cursor that is none */
  async page({ cursor, limit, search }: UserList): Promise<UserListPage> {
    const after = cursor === undefined ? null : decodeTextCursor(cursor).value;
    const rows = await this.#parts.users.page({ search: nameKey(search), after, limit });
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    const more = rows.length > limit && last !== undefined;
    return { items, nextCursor: more ? encodeCursor({ value: last.name_key, id: last.id }) : null };
  }

  /** Throws NOT_FOUND */
  async get(id: string, trx?: Kysely<Database>): Promise<UsersTable> {
    const user = await this.#parts.users.get(id, trx);
    if (user === null) throw notFound(id);
    return user;
  }

  /** Throws CONFLICT when the name is taken */
  async create(user: NewUser): Promise<UsersTable> {
    const { db, users, passwords, clock } = this.#parts;
    const hash = await passwords.hash(user.password);
    const row = newUserRow(user, hash, clock.nowMs());
    const insert = async (trx: Kysely<Database>) => {
      if ((await users.byNameKey(row.name_key, trx)) !== null) throw taken(user.name);
      await users.insert(row, trx);
    };
    await this.#inTurn(() => db.transaction().execute(insert));
    return row;
  }

  /**
   * Changes a user. Another role, password or being disabled ends his log-ins. Throws NOT_FOUND,
   * CONFLICT when the name is taken or no administrator would be left
   */
  async change(id: string, change: UserChange): Promise<UsersTable> {
    const { db, users, passwords } = this.#parts;
    const hash = change.password === undefined ? undefined : await passwords.hash(change.password);
    const apply = async (trx: Kysely<Database>) => {
      const before = await this.get(id, trx);
      const patch = patchOf(change, hash);
      await this.#checkName(before, patch, trx);
      const after: UsersTable = { ...before, ...patch };
      if (after.role !== "admin" || after.disabled === 1) await this.#keepAdmin(before, trx);
      if (Object.keys(patch).length > 0) await users.update(id, patch, trx);
      const ends =
        hash !== undefined || after.role !== before.role || after.disabled !== before.disabled;
      return { user: ends ? await endLogIns(this.#parts, after, trx) : after, ends };
    };
    const { user, ends } = await this.#inTurn(() => db.transaction().execute(apply));
    if (ends) this.#parts.ended(id);
    return user;
  }

  /** Throws NOT_FOUND; CONFLICT while the user owns anything, or as the last administrator */
  async delete(id: string): Promise<void> {
    const { db, users } = this.#parts;
    const remove = async (trx: Kysely<Database>) => {
      const user = await this.get(id, trx);
      await this.#keepAdmin(user, trx);
      if (await users.ownsAnything(id, trx)) {
        throw new ServerError("CONFLICT", {
          message: `${user.name} owns runs or data sets: remove them, or disable the user`,
        });
      }
      await users.delete(id, trx);
    };
    await this.#inTurn(() => db.transaction().execute(remove));
    this.#parts.ended(id);
  }

  /** Ends all log-ins of a user. Throws NOT_FOUND */
  async endLogIns(id: string): Promise<void> {
    await endLogIns(this.#parts, await this.get(id));
    this.#parts.ended(id);
  }

  /** Replaces what the app keeps for a user. Throws REQUEST_TOO_LARGE */
  async setPreferences(id: string, preferences: Readonly<Record<string, unknown>>): Promise<void> {
    const text = JSON.stringify(preferences);
    if (text.length > PREFERENCES_LENGTH) {
      throw new ServerError("REQUEST_TOO_LARGE", {
        message: `preferences of ${text.length} characters, at most ${PREFERENCES_LENGTH} are kept`,
        field: "body.preferences",
      });
    }
    await this.#parts.users.update(id, { preferences: text });
  }

  /** One after the other: two who take one name, or demote each other, must not both succeed. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => null);
    return turn;
  }

  async #checkName(before: UsersTable, patch: UserPatch, trx: Kysely<Database>): Promise<void> {
    if (patch.name_key === undefined || patch.name_key === before.name_key) return;
    if ((await this.#parts.users.byNameKey(patch.name_key, trx)) !== null) {
      throw taken(patch.name ?? "");
    }
  }

  async #keepAdmin(user: UsersTable, trx: Kysely<Database>): Promise<void> {
    if (user.role !== "admin" || user.disabled === 1) return;
    if (!(await this.#parts.users.anyAdminBesides(user.id, trx))) {
      throw new ServerError("CONFLICT", {
        message: `${user.name} is the only administrator who can log in: make another one first`,
      });
    }
  }
}

function patchOf(change: UserChange, hash: string | undefined): UserPatch {
  const { name, role, disabled } = change;
  return {
    ...(name === undefined ? {} : { name, name_key: nameKey(name) }),
    ...(role === undefined ? {} : { role }),
    ...(disabled === undefined ? {} : { disabled: disabled ? 1 : 0 }),
    ...(hash === undefined ? {} : { password_hash: hash }),
  };
}
