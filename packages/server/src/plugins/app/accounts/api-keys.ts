/** API keys for scripts: shown once, kept as a hash, with no more than their owner may do. */
import { randomBytes, randomUUID } from "node:crypto";
import { type Principal, SCOPES, type Scope } from "../../../access.js";
import type { Clock } from "../../../clock.js";
import type { ApiKeysTable } from "../../../db/schema.js";
import { ServerError } from "../../../errors.js";
import { API_KEY_START } from "../guard/credentials.js";
import { scopesOf } from "../guard/decide.js";
import type { ApiKeysRepository } from "./api-keys-repository.js";
import { hashOf } from "./sessions.js";
import type { UsersRepository } from "./users-repository.js";

const BYTES = 32;
const SHOWN = 12;
const KEYS_PER_USER = 50;
/** The time of last use is kept this roughly: not every request has to write. */
const TOUCH_MS = 60_000;

export interface NewApiKey {
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** UTC ms; null: until it is revoked */
  readonly expiresMs: number | null;
}

/** The scopes that a key was given. */
export function scopesOfKey({ scopes }: ApiKeysTable): readonly Scope[] {
  const named: readonly unknown[] = JSON.parse(scopes);
  return SCOPES.filter((scope) => named.includes(scope));
}

export class ApiKeys {
  readonly #keys: ApiKeysRepository;
  readonly #users: UsersRepository;
  readonly #clock: Clock;

  constructor(keys: ApiKeysRepository, users: UsersRepository, clock: Clock) {
    this.#keys = keys;
    this.#users = users;
    this.#clock = clock;
  }

  /**
   * A new key, the only time that it is seen. Throws FORBIDDEN for a scope that the caller does not have,
   * CONFLICT with too many keys, REQUEST_INVALID when it would have expired already
   */
  async create(
    caller: Principal,
    { name, scopes, expiresMs }: NewApiKey,
  ): Promise<{ readonly key: string; readonly row: ApiKeysTable }> {
    const missing = scopes.find((scope) => !caller.scopes.has(scope));
    if (missing !== undefined) {
      throw new ServerError("FORBIDDEN", {
        message: `a key cannot have the scope ${missing}, which you do not have`,
        field: "body.scopes",
      });
    }
    const nowMs = this.#clock.nowMs();
    if (expiresMs !== null && expiresMs <= nowMs) {
      throw new ServerError("REQUEST_INVALID", {
        message: `the key would have expired already: ${expiresMs}`,
        field: "body.expiresMs",
      });
    }
    if ((await this.#keys.ofUser(caller.userId)).length >= KEYS_PER_USER) {
      throw new ServerError("CONFLICT", {
        message: `there are ${KEYS_PER_USER} keys already: revoke one first`,
      });
    }
    const key = API_KEY_START + randomBytes(BYTES).toString("base64url");
    const row: ApiKeysTable = {
      id: randomUUID(),
      user_id: caller.userId,
      name,
      prefix: key.slice(0, SHOWN),
      key_hash: hashOf(key),
      scopes: JSON.stringify([...new Set(scopes)]),
      created_ms: nowMs,
      expires_ms: expiresMs,
      last_used_ms: null,
      revoked_ms: null,
    };
    await this.#keys.insert(row);
    return { key, row };
  }

  list(userId: string): Promise<readonly ApiKeysTable[]> {
    return this.#keys.ofUser(userId);
  }

  /** Throws NOT_FOUND for a key that is not the user's */
  async revoke(id: string, userId: string): Promise<void> {
    if (!(await this.#keys.revoke(id, userId, this.#clock.nowMs()))) {
      throw new ServerError("NOT_FOUND", { message: `you have no API key ${id}` });
    }
  }

  /** Who a key belongs to, with what it may do; null when it is not good. */
  async principalOf(key: string): Promise<Principal | null> {
    const nowMs = this.#clock.nowMs();
    const row = await this.#keys.byHash(hashOf(key));
    if (row === null || row.revoked_ms !== null) return null;
    if (row.expires_ms !== null && row.expires_ms <= nowMs) return null;
    const user = await this.#users.get(row.user_id);
    if (user === null || user.disabled === 1) return null;
    if (row.last_used_ms === null || nowMs - row.last_used_ms >= TOUCH_MS) {
      await this.#keys.touch(row.id, nowMs);
    }
    const allowed = scopesOf(user.role);
    const scopes = new Set(scopesOfKey(row).filter((scope) => allowed.includes(scope)));
    return { userId: user.id, name: user.name, role: user.role, scopes, via: "key" };
  }
}
