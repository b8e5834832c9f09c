/** One writer at a time in a folder, also among processes. Readers need no lock. */
import { link, mkdir, open, readFile, rename, rm } from "node:fs/promises";
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
    if (await isAbandoned(path, attempt === TRIES - 2)) await breakLock(path);
    else await wait(RETRY_MS);
  }
  throw new PerpmillError("DATASET_BUSY", {
    message: "another process has been writing to the data set for ten seconds",
    where: { file: path },
    hint: "Wait until it is done; if there is none, remove the file.",
  });
}

/** @param last whether an empty lock counts as abandoned: it is being written, or its writer died then */
async function isAbandoned(path: string, last: boolean): Promise<boolean> {
  const holder = Number(await readFile(path, "utf8").catch(() => ""));
  return holder > 0 ? !isAlive(holder) : last;
}

// moved aside before it is removed: of two processes that break a lock, the slower one would
// otherwise remove the lock that the quicker one has taken since
async function breakLock(path: string): Promise<void> {
  const aside = `${path}.${process.pid}-0.tmp`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  if (!(await isAbandoned(aside, true))) await link(aside, path).catch(() => {});
  await rm(aside, { force: true });
}
