/**
 * SQLite moves what was committed from its log into its file now and then, and waits for the disk to
 * have it. That takes tens of milliseconds, so that a thread of its own does it: requests do not wait.
 */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { type Kysely, sql } from "kysely";
import type { Database } from "./schema.js";

export interface CheckpointSettings {
  readonly file: string;
  readonly everyMs: number;
}

export interface Checkpoints {
  /** Ends the thread; before the database is closed */
  stop(): Promise<void>;
}

const ENTRY = new URL("../../dist/db/checkpoint-thread.js", import.meta.url);

/** Pages of the log at which the server does it itself after all, should the thread have ended: 512 MB. */
const LAST_RESORT_PAGES = 131_072;

/**
 * Takes checkpoints off the connection of a server.
 * @param db open on the same file
 * @param onError the thread ended: the database is as good as before, only slower
 */
export async function startCheckpoints(
  db: Kysely<Database>,
  settings: CheckpointSettings,
  onError: (error: Error) => void,
): Promise<Checkpoints> {
  const thread = new Worker(ENTRY, { workerData: settings });
  thread.on("error", onError);
  thread.unref();
  let hasEnded = false;
  thread.once("exit", () => {
    hasEnded = true;
  });
  await sql.raw(`pragma wal_autocheckpoint = ${LAST_RESORT_PAGES}`).execute(db);
  const stop = async () => {
    if (hasEnded) return;
    thread.ref();
    const ended = once(thread, "exit");
    thread.postMessage("stop");
    await ended;
  };
  return { stop };
}
