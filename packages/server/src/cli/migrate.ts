/** `perpmill migrate OLD_DIR`. */
import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { FastifyInstance } from "fastify";
import type { Caller } from "../access.js";
import { buildApp } from "../app.js";
import { systemClock } from "../clock.js";
import { homePaths } from "../home-paths.js";
import { migrate } from "../migration/migrate.js";
import type { FileReport, MigrationReport } from "../migration/report.js";
import { nameKey } from "../plugins/app/accounts/names.js";
import { LOCAL_USER_ID } from "../plugins/app/accounts/set-up.js";
import { UsersRepository } from "../plugins/app/accounts/users-repository.js";
import { scopesOf } from "../plugins/app/guard/decide.js";
import { takeServerLock } from "../server-lock.js";
import type { Settings } from "../settings/settings.js";
import { UsageError } from "../usage-error.js";
import type { ServerContext } from "./context.js";
import { type SettingOptions, settingsOf } from "./settings-options.js";

export type MigrateOptions = SettingOptions & {
  readonly user?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
};

/** Who owns what is brought: the named one, the only administrator, or the local user. */
async function ownerOf(
  app: FastifyInstance,
  name: string | undefined,
  { texts, language }: ServerContext,
): Promise<Caller> {
  const repository = new UsersRepository(app.db);
  const principal = (user: { id: string; name: string; role: Caller["role"] }): Caller => ({
    userId: user.id,
    name: user.name,
    role: user.role,
    scopes: new Set(scopesOf(user.role)),
    via: "token",
    language,
  });
  if (name !== undefined) {
    const user = await repository.byNameKey(nameKey(name));
    if (user === null) throw new UsageError(texts.noUser(name));
    return principal(user);
  }
  const admins = await app.db
    .selectFrom("users")
    .selectAll()
    .where("role", "=", "admin")
    .where("disabled", "=", 0)
    .where("id", "!=", LOCAL_USER_ID)
    .execute();
  const local = await repository.get(LOCAL_USER_ID);
  const [only, another] = admins.length === 0 && local !== null ? [local] : admins;
  if (only === undefined) throw new UsageError(texts.noAdmin);
  if (another !== undefined) throw new UsageError(texts.whichUser);
  return principal(only);
}

function line(
  { file, outcome, detail, unmapped = [] }: FileReport,
  context: ServerContext,
): string {
  const { texts } = context;
  const notes = unmapped.map(({ name, reason }) => `    ${texts.unmapped(name, reason)}\n`);
  return `${texts.outcome[outcome]}  ${file}: ${detail}\n${notes.join("")}`;
}

async function bringIn(
  folder: string,
  { user, json }: MigrateOptions,
  settings: Settings,
  context: ServerContext,
): Promise<MigrationReport> {
  const paths = homePaths(settings.home);
  const lock = takeServerLock(paths, context.texts.stopFirst(paths.home));
  try {
    const app = await buildApp({ settings });
    try {
      const owner = await ownerOf(app, user, context);
      const configFolder = join(paths.home, "migrated");
      return await migrate({
        folder,
        nowMs: systemClock.nowMs(),
        target: { app, owner, configFolder },
        onFile: (report) => {
          if (json !== true) context.host.stdout.write(line(report, context));
        },
      });
    } finally {
      await app.close();
    }
  } finally {
    lock.release();
  }
}

/** Brings an older installation over and says what became of each file. */
export async function migrateCommand(
  directory: string,
  options: MigrateOptions,
  context: ServerContext,
): Promise<void> {
  const { host, texts } = context;
  const { user: _user, dryRun, json, ...given } = options;
  const folder = resolve(host.cwd, directory);
  const found = await stat(folder).catch(() => null);
  if (found === null || !found.isDirectory()) throw new UsageError(texts.noFolder(folder));
  const { settings } = await settingsOf(given, context);
  const report =
    dryRun === true
      ? await migrate({ folder, nowMs: systemClock.nowMs(), target: null })
      : await bringIn(folder, options, settings, context);
  if (json === true) {
    host.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    return;
  }
  if (dryRun === true) for (const one of report.files) host.stdout.write(line(one, context));
  const count = (outcome: FileReport["outcome"]) =>
    report.files.filter((file) => file.outcome === outcome).length;
  const text = texts.migrated(count("taken"), count("there"), count("skipped"), report.otherFiles);
  host.stdout.write(`${text}\n${dryRun === true ? `${texts.rehearsed}\n` : ""}`);
}
