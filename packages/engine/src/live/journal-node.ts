/**
 * The bars that a paper run has seen since the end of its data, as a CSV file that only grows. Every
 * batch is on the disk before it is run; a line that a crash cut short is cut off when it is opened.
 */
import { appendFile, mkdir, open, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { writeAtomically } from "../cache/atomic-file.js";
import { barLine, barOfLine, LIVE_HEADER, type LiveBar } from "./live-bar.js";

export interface Journal {
  readonly path: string;
  /** what it held when it was opened */
  readonly bars: readonly LiveBar[];
  append(bars: readonly LiveBar[]): Promise<void>;
}

/** Whole lines that are bars, each after the one before; what follows the first other is given up. */
function barsOf(text: string, afterMs: number): LiveBar[] {
  const lines = text.slice(0, text.lastIndexOf("\n") + 1).split("\n");
  const bars: LiveBar[] = [];
  let lastMs = afterMs;
  for (const line of lines.slice(1, -1)) {
    const bar = barOfLine(line);
    if (bar === null || (bars.length > 0 && bar.openTimeMs <= lastMs)) break;
    // The data may reach further than they did.
    if (bar.openTimeMs <= afterMs) continue;
    bars.push(bar);
    lastMs = bar.openTimeMs;
  }
  return bars;
}

function csvOf(bars: readonly LiveBar[]): string {
  return bars.map((bar) => `${barLine(bar)}\n`).join("");
}

/**
 * Opens or makes the journal in a folder. Throws what the file system throws.
 * @param afterMs open time of the last bar of the data: earlier rows are of no use
 */
export async function openJournal(folder: string, afterMs: number): Promise<Journal> {
  const path = join(folder, "bars.csv");
  await mkdir(dirname(path), { recursive: true });
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  const bars = barsOf(text, afterMs);
  const whole = `${LIVE_HEADER}\n${csvOf(bars)}`;
  if (whole !== text) await writeAtomically(path, (file) => file.writeFile(whole));
  return {
    path,
    bars,
    async append(more) {
      await appendFile(path, csvOf(more));
      const file = await open(path, "r+");
      await file.sync().finally(() => file.close());
    },
  };
}
