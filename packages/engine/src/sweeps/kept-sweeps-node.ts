/** The journals of sweeps in a folder: what is kept, and removing it. */
import { createReadStream } from "node:fs";
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

const ROWS = ".jsonl";
const RETURNS = ".returns";

/** Rows of all sweeps that move the same axes of one configuration on the same data. */
export interface KeptSweep {
  /** 32 hex digits */
  readonly name: string;
  /** a row that was run again counts again */
  readonly rows: number;
  /** of all its files */
  readonly bytes: number;
  /** UTC ms when a row was last added */
  readonly addedMs: number;
}

const NEW_LINE = 10;

async function countLines(path: string): Promise<number> {
  let lines = 0;
  for await (const piece of createReadStream(path)) {
    for (const byte of piece as Buffer) if (byte === NEW_LINE) lines++;
  }
  return lines;
}

async function keptSweep(folder: string, name: string): Promise<KeptSweep> {
  const path = join(folder, name + ROWS);
  const { size, mtimeMs } = await stat(path);
  const returns = await stat(join(folder, name + RETURNS)).catch(() => null);
  const bytes = size + (returns?.size ?? 0);
  // Every line begins with its break, so that what a crash has cut ends nothing.
  return { name, rows: await countLines(path), bytes, addedMs: mtimeMs };
}

/** The sweeps that are kept in a folder of `sweepJournals`, the last one first. */
export async function keptSweeps(folder: string): Promise<readonly KeptSweep[]> {
  const files = await readdir(folder).catch(() => []);
  const names = files
    .filter((file) => file.endsWith(ROWS))
    .map((file) => file.slice(0, -ROWS.length));
  const kept: KeptSweep[] = [];
  for (const name of names) kept.push(await keptSweep(folder, name));
  return kept.sort((a, b) => b.addedMs - a.addedMs);
}

/** Which sweeps are removed; all when nothing is said. */
export interface ClearSweeps {
  /** only those to which no row was added from this time on, UTC ms */
  readonly beforeMs?: number | null;
  /** the oldest ones, until the rest takes at most this; null: whatever the rest takes */
  readonly maxBytes?: number | null;
}

/** Removes kept sweeps. @returns those that were removed */
export async function clearSweeps(
  folder: string,
  { beforeMs = null, maxBytes = null }: ClearSweeps = {},
): Promise<readonly KeptSweep[]> {
  const kept = await keptSweeps(folder);
  let left = kept.reduce((sum, { bytes }) => sum + bytes, 0);
  const removed: KeptSweep[] = [];
  for (const sweep of kept.toReversed()) {
    const isOld = beforeMs !== null && sweep.addedMs < beforeMs;
    const isTooMuch = maxBytes !== null && left > maxBytes;
    const isAll = beforeMs === null && maxBytes === null;
    if (!isOld && !isTooMuch && !isAll) continue;
    await rm(join(folder, sweep.name + ROWS), { force: true });
    await rm(join(folder, sweep.name + RETURNS), { force: true });
    left -= sweep.bytes;
    removed.push(sweep);
  }
  return removed;
}
