/** A file of trades that grows page by page, so that an ended process loses nothing of it. */
import { createReadStream } from "node:fs";
import { appendFile, truncate, writeFile } from "node:fs/promises";
import type { Period } from "./periods.js";
import { type RestRow, TRADES_HEADER } from "./rest-rows.js";

const LINE = /^(\d{1,16}),[\d.]+,[\d.]+,-?\d+,-?\d+,(\d{13}),(?:true|false)$/;

/** What a part holds. */
export interface TradesPart {
  readonly rows: number;
  readonly lastId: number;
  /** UTC ms */
  readonly lastMs: number;
  /** up to the end of the last whole line */
  readonly bytes: number;
}

/**
 * Reads a part line by line.
 * @returns null when there is none, or none that can go on: every line must be a trade of the period,
 *   with ids that increase and times that do not decrease. A last line that was cut is not counted
 */
export async function readTradesPart(path: string, period: Period): Promise<TradesPart | null> {
  let found: TradesPart = { rows: 0, lastId: -1, lastMs: period.startMs, bytes: 0 };
  let rest = "";
  try {
    for await (const chunk of createReadStream(path, "latin1")) {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        const next = found.bytes === 0 ? afterHeader(found, line) : afterLine(found, line, period);
        if (next === null) return null;
        found = next;
      }
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  return found.rows === 0 ? null : found;
}

function afterHeader(found: TradesPart, line: string): TradesPart | null {
  return line === TRADES_HEADER ? { ...found, bytes: line.length + 1 } : null;
}

function afterLine(found: TradesPart, line: string, period: Period): TradesPart | null {
  const match = LINE.exec(line);
  const [lastId, lastMs] = [Number(match?.[1]), Number(match?.[2])];
  if (!(lastId > found.lastId && lastMs >= found.lastMs && lastMs < period.endMs)) return null;
  return { rows: found.rows + 1, lastId, lastMs, bytes: found.bytes + line.length + 1 };
}

/** Cuts a part behind its last whole line; without one, begins it with the header. */
export async function beginTradesPart(path: string, part: TradesPart | null): Promise<void> {
  if (part === null) await writeFile(path, `${TRADES_HEADER}\n`);
  else await truncate(path, part.bytes);
}

/** Appends rows. @returns bytes written */
export async function appendTrades(path: string, rows: readonly RestRow[]): Promise<number> {
  const text = rows.map(({ line }) => `${line}\n`).join("");
  await appendFile(path, text);
  return text.length;
}
