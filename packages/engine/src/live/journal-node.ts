/**
 * The rows that a paper run has seen since the end of its data, as a CSV file that only grows. Every
 * batch is on the disk before it is run; a line that a crash cut short is cut off when it is opened.
 */
import { appendFile, mkdir, open, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { writeAtomically } from "../cache/atomic-file.js";
import { csvOfRows, type RowFormat } from "./live-row.js";

export interface Journal<Row> {
  readonly path: string;
  /** what it held when it was opened */
  readonly rows: readonly Row[];
  append(rows: readonly Row[]): Promise<void>;
}

/** Whole lines that are rows, each after the one before; what follows the first other is given up. */
function rowsOf<Row>(text: string, afterMs: number, { ofLine, timeMs }: RowFormat<Row>): Row[] {
  const lines = text.slice(0, text.lastIndexOf("\n") + 1).split("\n");
  const rows: Row[] = [];
  let lastMs = afterMs;
  for (const line of lines.slice(1, -1)) {
    const row = ofLine(line);
    if (row === null || (rows.length > 0 && timeMs(row) <= lastMs)) break;
    // The data may reach further than they did.
    if (timeMs(row) <= afterMs) continue;
    rows.push(row);
    lastMs = timeMs(row);
  }
  return rows;
}

/**
 * Opens or makes a journal in a folder. Throws what the file system throws.
 * @param name of its file
 * @param afterMs rows up to this time are of no use: the data have them
 */
export async function openJournal<Row>(
  folder: string,
  name: string,
  format: RowFormat<Row>,
  afterMs: number,
): Promise<Journal<Row>> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  const rows = rowsOf(text, afterMs, format);
  const whole = csvOfRows(format, rows);
  if (whole !== text) await writeAtomically(path, (file) => file.writeFile(whole));
  return {
    path,
    rows,
    async append(more) {
      if (more.length === 0) return;
      await appendFile(path, more.map((row) => `${format.line(row)}\n`).join(""));
      const file = await open(path, "r+");
      await file.sync().finally(() => file.close());
    },
  };
}
