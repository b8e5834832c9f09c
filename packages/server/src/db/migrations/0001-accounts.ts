/** Users, their log-ins and keys. */
import { columnTypes } from "../dialect.js";
import { createIndexes, createTable, dropTables, type SchemaMigration } from "./migration.js";

export const accounts: SchemaMigration = {
  async up(db, dialect) {
    const { text, integer } = columnTypes(dialect);
    await createTable(db, dialect, "users")
      .addColumn("id", text, (column) => column.primaryKey().notNull())
      .addColumn("name", text, (column) => column.notNull())
      .addColumn("name_key", text, (column) => column.notNull())
      .addColumn("password_hash", text)
      .addColumn("role", text, (column) => column.notNull())
      .addColumn("disabled", integer, (column) => column.notNull().defaultTo(0))
      .addColumn("preferences", text, (column) => column.notNull().defaultTo("{}"))
      .addColumn("created_ms", integer, (column) => column.notNull())
      .addColumn("tokens_valid_from_ms", integer, (column) => column.notNull().defaultTo(0))
      .execute();
    await createTable(db, dialect, "refresh_tokens")
      .addColumn("id", text, (column) => column.primaryKey().notNull())
      .addColumn("family_id", text, (column) => column.notNull())
      .addColumn("user_id", text, (column) =>
        column.notNull().references("users.id").onDelete("cascade"),
      )
      .addColumn("token_hash", text, (column) => column.notNull())
      .addColumn("issued_ms", integer, (column) => column.notNull())
      .addColumn("expires_ms", integer, (column) => column.notNull())
      .addColumn("used_ms", integer)
      .addColumn("revoked_ms", integer)
      .addColumn("user_agent", text, (column) => column.notNull())
      .addColumn("address", text, (column) => column.notNull())
      .execute();
    await createTable(db, dialect, "api_keys")
      .addColumn("id", text, (column) => column.primaryKey().notNull())
      .addColumn("user_id", text, (column) =>
        column.notNull().references("users.id").onDelete("cascade"),
      )
      .addColumn("name", text, (column) => column.notNull())
      .addColumn("prefix", text, (column) => column.notNull())
      .addColumn("key_hash", text, (column) => column.notNull())
      .addColumn("scopes", text, (column) => column.notNull())
      .addColumn("created_ms", integer, (column) => column.notNull())
      .addColumn("expires_ms", integer)
      .addColumn("last_used_ms", integer)
      .addColumn("revoked_ms", integer)
      .execute();
    await createTable(db, dialect, "login_failures")
      .addColumn("name_key", text, (column) => column.notNull())
      .addColumn("address", text, (column) => column.notNull())
      .addColumn("failures", integer, (column) => column.notNull())
      .addColumn("next_try_ms", integer, (column) => column.notNull())
      .addColumn("updated_ms", integer, (column) => column.notNull())
      .addPrimaryKeyConstraint("login_failures_pk", ["name_key", "address"])
      .execute();
    await createIndexes(db, {
      users_name_key_unique: ["users", "name_key"],
      refresh_tokens_hash_unique: ["refresh_tokens", "token_hash"],
      refresh_tokens_family: ["refresh_tokens", "family_id"],
      refresh_tokens_user: ["refresh_tokens", "user_id"],
      refresh_tokens_expires: ["refresh_tokens", "expires_ms"],
      api_keys_hash_unique: ["api_keys", "key_hash"],
      api_keys_user: ["api_keys", "user_id"],
      login_failures_updated: ["login_failures", "updated_ms"],
    });
  },
  down: (db) => dropTables(db, ["login_failures", "api_keys", "refresh_tokens", "users"]),
};
