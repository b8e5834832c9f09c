/** Who there is, and who is who: `app.accounts`. */
import fp from "fastify-plugin";
import type { Kysely } from "kysely";
import type { Principal } from "../../../access.js";
import type { Database } from "../../../db/schema.js";
import { ServerError } from "../../../errors.js";
import type { Credentials } from "../guard/credentials.js";
import { scopesOf } from "../guard/decide.js";

/** Id of the one user of `--single-user`. */
export const LOCAL_USER_ID = "00000000-0000-4000-8000-000000000001";

export interface Accounts {
  /** Who shows these credentials. Throws TOKEN_INVALID; null for a cookie that is no longer good */
  authenticate(credentials: Credentials): Promise<Principal | null>;
  /** The one user of `--single-user` */
  localUser(): Principal;
}

declare module "fastify" {
  interface FastifyInstance {
    accounts: Accounts;
  }
}

/** Everything is owned by a row of users, this user's things too. */
async function ensureLocalUser(db: Kysely<Database>, nowMs: number): Promise<void> {
  await db
    .insertInto("users")
    .values({
      id: LOCAL_USER_ID,
      name: "local",
      name_key: "local",
      password_hash: null,
      role: "admin",
      disabled: 0,
      preferences: "{}",
      created_ms: nowMs,
      tokens_valid_from_ms: 0,
    })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
}

export const accountsPlugin = fp(
  async (app) => {
    if (app.settings.singleUser) await ensureLocalUser(app.db, app.clock.nowMs());
    const local: Principal = {
      userId: LOCAL_USER_ID,
      name: "local",
      role: "admin",
      scopes: new Set(scopesOf("admin")),
      via: "singleUser",
    };
    app.decorate("accounts", {
      authenticate: async () => {
        throw new ServerError("TOKEN_INVALID");
      },
      localUser: () => local,
    });
  },
  { name: "accounts", fastify: "5.x", dependencies: ["guard", "database"] },
);
