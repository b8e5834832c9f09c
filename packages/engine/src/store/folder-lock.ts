/** One writer at a time in a folder, also among processes. Readers need no lock. */
import { mkdir, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { isAlive } from "../cache/atomic-file.js";
import { PerpmillError } from "../errors.js";

const LOCK_NAME = ".lock";
const RETRY_MS = 25;
const TRIES = 400;

/**
 * Runs `work` while no other process and no other call has the lock of the folder, which is made
 * when it is missing. The lock of a process that is no longer alive is broken.
 * @throws DATASET_BUSY after ten seconds; what `work` throws
 */
export async function withFolderLock<Value>(
  folder: string,
  work: () => Promise<Value>,
): Promise<Value> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, LOCK_NAME);
  await takeLock(path);
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function takeLock(path: string): Promise<void> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    try {
      const file = await open(path, "wx");
      await file.writeFile(`${process.pid}`).finally(() => file.close());
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = Number(await readFile(path, "utf8").catch(() => ""));
    // an empty lock is one that is just being written, or whose writer died in that moment
    if (holder > 0 ? !isAlive(holder) : attempt === TRIES - 2) await rm(path, { force: true });
    else await wait(RETRY_MS);
  }
  throw new PerpmillError("DATASET_BUSY", {
    message: "another process has been writing to the data set for ten seconds",
    where: { file: path },
    hint: "Wait until it is done; if there is none, remove the file.",
  });
}
