/** Rows of accounts as they are answered. */

import type { ApiKeysTable, UsersTable } from "../../../db/schema.js";
import { scopesOfKey } from "../../../plugins/app/accounts/api-keys.js";
import type { ApiKey, User } from "../../../schemas/accounts.js";

/** A user, without hash and preferences. */
export function userAnswer(user: UsersTable): User {
  return {
    id: user.id,
    name: user.name,
    role: user.role,
    disabled: user.disabled === 1,
    hasPassword: user.password_hash !== null,
    createdMs: user.created_ms,
    username: user.name,
  };
}

/** A key, without its hash. */
export function apiKeyAnswer(row: ApiKeysTable): ApiKey {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: [...scopesOfKey(row)],
    createdMs: row.created_ms,
    expiresMs: row.expires_ms,
    lastUsedMs: row.last_used_ms,
  };
}
