/** The accounts and their database without the rest of a server, for commands. */
import Fastify, { type FastifyInstance } from "fastify";
import { systemClock } from "../clock.js";
import { homePaths } from "../home-paths.js";
import { accountsPlugin } from "../plugins/app/accounts/accounts.js";
import { guardPlugin } from "../plugins/app/guard/guard.js";
import { cookiePlugin } from "../plugins/external/cookie.js";
import { databasePlugin } from "../plugins/external/database.js";
import { rateLimitPlugin } from "../plugins/external/rate-limit.js";
import type { Settings } from "../settings/settings.js";

/**
 * Does something with `app.accounts` and `app.db`, beside a server or without one.
 * @throws what the work throws; DATABASE_UNUSABLE
 */
export async function withAccounts<T>(
  settings: Settings,
  work: (app: FastifyInstance) => Promise<T>,
): Promise<T> {
  const app = Fastify();
  app.decorate("settings", { ...settings, singleUser: false });
  app.decorate("clock", systemClock);
  app.decorate("paths", homePaths(settings.home));
  try {
    for (const plugin of [cookiePlugin, rateLimitPlugin, guardPlugin]) await app.register(plugin);
    await app.register(databasePlugin);
    await app.register(accountsPlugin);
    await app.ready();
    return await work(app);
  } finally {
    await app.close();
  }
}
