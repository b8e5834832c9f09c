/**
 * One server a data directory: a lock that the system lets go of when the process ends, however it
 * ends. It is the lock of a small SQLite file, as Node has none of its own.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import SqliteDatabase from "better-sqlite3";
import type { HomePaths } from "./home-paths.js";
import { UsageError } from "./usage-error.js";

export interface ServerLock {
  release(): void;
}

/**
 * Takes the lock of a data directory.
 * @param running what is said when a server has it
 * @throws UsageError while another process has it
 */
export function takeServerLock(
  { home, server }: Pick<HomePaths, "home" | "server">,
  running = `A server already runs on ${home}. Stop it, or choose another --home.`,
): ServerLock {
  mkdirSync(server, { recursive: true, mode: 0o700 });
  const file = new SqliteDatabase(join(server, "server.lock"), { timeout: 0 });
  try {
    file.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    file.close();
    if (error instanceof Error && "code" in error && error.code === "SQLITE_BUSY") {
      throw new UsageError(running);
    }
    throw error;
  }
  return {
    release() {
      file.exec("ROLLBACK");
      file.close();
    },
  };
}
