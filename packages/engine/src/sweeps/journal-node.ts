/**
 * Rows of sweeps in a file that is only ever added to: a line a row, written as soon as the row is
 * done. A line that a crash has cut is no row. Daily returns, which are many times as long, are in a
 * file of their own.
 */
import { createReadStream } from "node:fs";
import { type FileHandle, mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { CellValue } from "./metric-columns.js";
import { type RowResult, SWEEP_OUTCOMES, type SweepOutcome } from "./protocol.js";
import { ReturnsJournal } from "./returns-journal-node.js";
import type { OpenSweepStore, SweepStore } from "./sweep-options.js";

/** Rows between two times that the disk is waited for. */
const ROWS_PER_SYNC = 256;

function isOutcome(value: unknown): value is SweepOutcome {
  return SWEEP_OUTCOMES.some((outcome) => outcome === value);
}

/** A row as a line has it. */
type LineRow = Omit<RowResult, "dailyReturns">;

/** Key and row of a line; null when it is none. */
function readLine(line: string): readonly [string, LineRow] | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  if (!Array.isArray(value) || value.length !== 4) return null;
  const [key, outcome, problem, cells] = value as unknown[];
  if (typeof key !== "string" || !isOutcome(outcome) || !Array.isArray(cells)) return null;
  const text = typeof problem === "string" ? problem : null;
  return [key, { outcome, problem: text, cells: cells as CellValue[] }];
}

async function readRows(path: string): Promise<Map<string, LineRow>> {
  const rows = new Map<string, LineRow>();
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const read = readLine(line);
    if (read !== null) rows.set(...read);
  }
  return rows;
}

class Journal implements SweepStore {
  readonly #file: FileHandle;
  readonly #rows: Map<string, LineRow>;
  readonly #returns: ReturnsJournal;
  #unsynced = 0;

  constructor(file: FileHandle, rows: Map<string, LineRow>, returns: ReturnsJournal) {
    this.#file = file;
    this.#rows = rows;
    this.#returns = returns;
  }

  get(key: string): RowResult | null {
    const row = this.#rows.get(key);
    return row === undefined ? null : { ...row, dailyReturns: this.#returns.get(key) };
  }

  async put(key: string, { outcome, problem, cells, dailyReturns }: RowResult): Promise<void> {
    // First, so that a line whose returns a crash has lost is a row that never had any.
    if (dailyReturns !== null) await this.#returns.put(key, dailyReturns);
    // In one call, which other processes that add to the file do not interrupt. The break before it
    // ends a line that was cut.
    await this.#file.appendFile(`\n${JSON.stringify([key, outcome, problem, cells])}`);
    if (++this.#unsynced < ROWS_PER_SYNC) return;
    this.#unsynced = 0;
    await this.#sync();
  }

  async #sync(): Promise<void> {
    await this.#returns.datasync();
    await this.#file.datasync();
  }

  async close(): Promise<void> {
    await this.#sync();
    await this.#returns.close();
    await this.#file.close();
  }
}

/**
 * Stores in the files of a folder, which is made when it is missing.
 * @returns what `store` of a sweep takes
 */
export function sweepJournals(folder: string): OpenSweepStore {
  return async (name) => {
    await mkdir(folder, { recursive: true });
    const path = join(folder, `${name}.jsonl`);
    const file = await open(path, "a");
    try {
      const rows = await readRows(path);
      const returns = await ReturnsJournal.open(join(folder, `${name}.returns`));
      return new Journal(file, rows, returns);
    } catch (error) {
      await file.close();
      throw error;
    }
  };
}
