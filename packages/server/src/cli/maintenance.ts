/** `perpmill backup`, `restore` and `vacuum`. */
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { systemClock } from "../clock.js";
import { createBackup } from "../db/backup.js";
import { type DatabaseOptions, openDatabase } from "../db/database.js";
import { applyRetention, deleteOrphans, newestRecordMs, vacuum } from "../db/maintenance.js";
import { restoreBackup } from "../db/restore.js";
import { type HomePaths, homePaths } from "../home-paths.js";
import { AHEAD_MS } from "../plugins/app/upkeep/clock-watch.js";
import { takeServerLock } from "../server-lock.js";
import type { Settings } from "../settings/settings.js";
import { UsageError } from "../usage-error.js";
import type { ServerContext } from "./context.js";
import { type SettingOptions, settingsOf } from "./settings-options.js";

export type MaintenanceOptions = SettingOptions & {
  readonly json?: boolean;
  readonly replace?: boolean;
  readonly trustClock?: boolean;
};

interface Places {
  readonly settings: Settings;
  readonly paths: HomePaths;
  readonly database: DatabaseOptions;
}

async function placesOf(options: MaintenanceOptions, context: ServerContext): Promise<Places> {
  const { json: _json, replace: _replace, trustClock: _trustClock, ...given } = options;
  const { settings } = await settingsOf(given, context);
  const paths = homePaths(settings.home);
  const database = {
    url: settings.databaseUrl,
    file: paths.database,
    onConnectionError: () => {
      // The query that needed the connection says so.
    },
  };
  return { settings, paths, database };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function say(context: ServerContext, json: boolean | undefined, facts: object, text: string): void {
  const { stdout } = context.host;
  stdout.write(json === true ? `${JSON.stringify(facts, null, 2)}\n` : `${text}\n`);
}

/** Copies database and data sets into a file, also while the server runs. */
export async function backupCommand(
  file: string,
  options: MaintenanceOptions,
  context: ServerContext,
): Promise<void> {
  const { paths, database } = await placesOf(options, context);
  const out = resolve(context.host.cwd, file);
  const { rows, files } = await createBackup({ database, paths, out, nowMs: systemClock.nowMs() });
  const { size: bytes } = await stat(out);
  const text = context.texts.backedUp(out, megabytes(bytes), files);
  say(context, options.json, { file: out, bytes, rows, files }, text);
}

/** Puts a backup in place. Throws UsageError while a server runs on the data directory */
export async function restoreCommand(
  file: string,
  options: MaintenanceOptions,
  context: ServerContext,
): Promise<void> {
  const { paths, database } = await placesOf(options, context);
  const from = resolve(context.host.cwd, file);
  const lock = takeServerLock(paths, context.texts.stopFirst(paths.home));
  try {
    const replace = options.replace === true;
    const report = await restoreBackup({ database, paths, from, replace });
    const text = context.texts.restored(from, report.rows, report.files);
    say(context, options.json, { file: from, ...report }, text);
  } finally {
    lock.release();
  }
}

type OpenDatabase = Awaited<ReturnType<typeof openDatabase>>;

/** Throws UsageError when the clock is further ahead of the last use than somebody has vouched for */
async function expectClock(
  { db }: OpenDatabase,
  nowMs: number,
  options: MaintenanceOptions,
  context: ServerContext,
): Promise<void> {
  const usedMs = await newestRecordMs(db);
  if (options.trustClock === true || usedMs === null || nowMs - usedMs <= AHEAD_MS) return;
  const [now, used] = [nowMs, usedMs].map((ms) => new Date(ms).toISOString());
  throw new UsageError(context.texts.clockAhead(now, used));
}

/**
 * Removes what retention says and gives room back. Throws UsageError while a server runs there, and
 * when the clock is a day or more ahead of the last use: everything would look old to a wrong one.
 */
export async function vacuumCommand(
  options: MaintenanceOptions,
  context: ServerContext,
): Promise<void> {
  const { settings, paths, database } = await placesOf(options, context);
  const lock = takeServerLock(paths, context.texts.stopFirst(paths.home));
  const opened = await openDatabase(database);
  const { db, dialect } = opened;
  try {
    const nowMs = systemClock.nowMs();
    await expectClock(opened, nowMs, options, context);
    const { retentionDays } = settings;
    const runs = retentionDays === null ? 0 : await applyRetention(db, { nowMs, retentionDays });
    const orphans = await deleteOrphans(db, nowMs);
    const sizes = await vacuum(db, dialect);
    const text = context.texts.vacuumed(runs, megabytes(sizes.afterBytes));
    say(context, options.json, { runs, orphans, ...sizes }, text);
  } finally {
    await db.destroy();
    lock.release();
  }
}
