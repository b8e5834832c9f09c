/** Files that appear whole or not at all: a temporary name in the same folder, fsync, rename. */
import { type FileHandle, mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

let writeCount = 0;

/**
 * Writes a file under a temporary name and renames it when `write` is done; on any failure the
 * temporary file is removed and the error passed on. The folder is made when it is missing.
 * Temporary files that writers no longer alive left in the folder are removed.
 */
export async function writeAtomically(
  path: string,
  write: (file: FileHandle) => Promise<void>,
): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  await removeAbandoned(folder);
  const { temporary, file } = await openTemporary(path);
  try {
    try {
      await write(file);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
  await syncFolder(folder);
}

// in another container a process with the same number may use the folder, or have died in it
async function openTemporary(path: string): Promise<{ temporary: string; file: FileHandle }> {
  for (;;) {
    const temporary = `${path}.${process.pid}-${writeCount++}.tmp`;
    try {
      return { temporary, file: await open(temporary, "wx") };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

// makes the rename durable; not every platform can open a folder, and the file is whole either way
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, "r");
    await handle.sync().finally(() => handle.close());
  } catch {}
}

async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = /\.(\d+)-\d+\.tmp$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) {
      await rm(join(folder, name), { force: true }).catch(() => {});
    }
  }
}

/** Whether a process of this machine has the number. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
