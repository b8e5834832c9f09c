/** Queries about users, log-ins and keys, on both databases. */
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { RefreshTokensTable } from "../../src/db/schema.js";
import { ApiKeysRepository } from "../../src/plugins/app/accounts/api-keys-repository.js";
import { SessionsRepository } from "../../src/plugins/app/accounts/sessions-repository.js";
import { newUserRow } from "../../src/plugins/app/accounts/users.js";
import { UsersRepository } from "../../src/plugins/app/accounts/users-repository.js";
import { describeDatabases, type TestDatabase } from "../databases.fixture.js";

const NOW_MS = Date.UTC(2026, 0, 1);

async function addUser({ db }: TestDatabase, name: string, more: object = {}) {
  const row = { ...newUserRow({ name, role: "user" }, "hash", NOW_MS), ...more };
  await new UsersRepository(db).insert(row);
  return row;
}

function token(user_id: string, family_id: string): RefreshTokensTable {
  return {
    id: randomUUID(),
    family_id,
    user_id,
    token_hash: randomUUID(),
    issued_ms: NOW_MS,
    expires_ms: NOW_MS + 1000,
    used_ms: null,
    revoked_ms: null,
    user_agent: "",
    address: "",
  };
}

describeDatabases("accounts", (database) => {
  test("a user is found by name in any case, and names are had once", async () => {
    const users = new UsersRepository(database.db);
    const ada = await addUser(database, "Ada");
    expect(await users.byNameKey("ada")).toEqual(ada);
    expect(await users.get(ada.id)).toEqual(ada);
    expect(await users.byNameKey("' or 1=1 --")).toBeNull();
    await expect(addUser(database, "aDA")).rejects.toThrow();
  });

  test("users come in pages by name, and a search takes its text as it is", async () => {
    const users = new UsersRepository(database.db);
    for (const name of ["eve", "ada", "100%", "under_score", "back\\slash"]) {
      await addUser(database, name);
    }
    const names = async (search: string, after: string | null = null, limit = 10) =>
      (await users.page({ search, after, limit })).map(({ name }) => name);
    expect(await names("")).toEqual(["100%", "ada", "back\\slash", "eve", "under_score"]);
    expect(await names("", "ada", 1)).toEqual(["back\\slash", "eve"]);
    expect(await names("%")).toEqual(["100%"]);
    expect(await names("_")).toEqual(["under_score"]);
    expect(await names("\\")).toEqual(["back\\slash"]);
    expect(await names("' or '1'='1")).toEqual([]);
  });

  test("an administrator counts who can log in", async () => {
    const users = new UsersRepository(database.db);
    const ada = await addUser(database, "ada", { role: "admin" });
    await addUser(database, "gone", { role: "admin", disabled: 1 });
    await addUser(database, "local", { role: "admin", password_hash: null });
    expect(await users.anyAdminBesides(ada.id)).toBe(false);
    await addUser(database, "bob", { role: "admin" });
    expect(await users.anyAdminBesides(ada.id)).toBe(true);
    expect(await users.update(ada.id, { disabled: 1 })).toBe(true);
    expect(await users.update(randomUUID(), { disabled: 1 })).toBe(false);
  });

  test("log-ins and keys go with their user", async () => {
    const users = new UsersRepository(database.db);
    const ada = await addUser(database, "ada");
    await new SessionsRepository(database.db).insert(token(ada.id, randomUUID()));
    expect(await users.ownsAnything(ada.id)).toBe(false);
    expect(await users.delete(ada.id)).toBe(true);
    expect(await database.db.selectFrom("refresh_tokens").selectAll().execute()).toEqual([]);
  });

  describe("a log-in", () => {
    test("has a user until its family is revoked", async () => {
      const sessions = new SessionsRepository(database.db);
      const ada = await addUser(database, "ada");
      const eve = await addUser(database, "eve");
      const [first, second] = [randomUUID(), randomUUID()];
      await sessions.insert(token(ada.id, first));
      await sessions.insert(token(ada.id, second));
      expect((await sessions.userOf(first, ada.id))?.id).toBe(ada.id);
      expect(await sessions.userOf(first, eve.id)).toBeNull();
      await sessions.revokeFamily(first, NOW_MS);
      expect(await sessions.userOf(first, ada.id)).toBeNull();
      expect((await sessions.userOf(second, ada.id))?.id).toBe(ada.id);
      await sessions.revokeAll(ada.id, NOW_MS);
      expect(await sessions.userOf(second, ada.id)).toBeNull();
    });

    test("lets each refresh token be used once", async () => {
      const sessions = new SessionsRepository(database.db);
      const ada = await addUser(database, "ada");
      const row = token(ada.id, randomUUID());
      await sessions.insert(row);
      const uses = Array.from({ length: 10 }, () => sessions.use(row.id, NOW_MS));
      expect((await Promise.all(uses)).filter(Boolean)).toHaveLength(1);
      expect((await sessions.byHash(row.token_hash))?.used_ms).toBe(NOW_MS);
      await sessions.prune(NOW_MS + 1001);
      expect(await sessions.byHash(row.token_hash)).toBeNull();
    });
  });

  test("a key is revoked by its owner alone", async () => {
    const keys = new ApiKeysRepository(database.db);
    const ada = await addUser(database, "ada");
    const row = {
      id: randomUUID(),
      user_id: ada.id,
      name: "script",
      prefix: "pmk_",
      key_hash: "hash",
      scopes: "[]",
      created_ms: NOW_MS,
      expires_ms: null,
      last_used_ms: null,
      revoked_ms: null,
    };
    await keys.insert(row);
    await keys.touch(row.id, NOW_MS + 1);
    expect(await keys.ofUser(ada.id)).toEqual([{ ...row, last_used_ms: NOW_MS + 1 }]);
    expect(await keys.revoke(row.id, randomUUID(), NOW_MS)).toBe(false);
    expect(await keys.revoke(row.id, ada.id, NOW_MS)).toBe(true);
    expect(await keys.ofUser(ada.id)).toEqual([]);
    expect((await keys.byHash("hash"))?.revoked_ms).toBe(NOW_MS);
  });
});
