/** Rows on their way to the server: a few at once, ten times a second, so that it has time for others. */
import type { GivenRow } from "./study-tasks.js";

const INTERVAL_MS = 100;
/** So many are sent whatever the time: a message stays short. */
const ROWS = 64;

export class RowsOutbox {
  readonly #send: (rows: readonly GivenRow[]) => Promise<void>;
  readonly #nowMs: () => number;
  #waiting: GivenRow[] = [];
  #sentMs: number;

  /** @param nowMs a clock that never goes back, ms */
  constructor(send: (rows: readonly GivenRow[]) => Promise<void>, nowMs: () => number) {
    this.#send = send;
    this.#nowMs = nowMs;
    this.#sentMs = nowMs();
  }

  /** Takes a row; ends when those that are due are on their way. */
  async add(row: GivenRow): Promise<void> {
    this.#waiting.push(row);
    if (this.#waiting.length < ROWS && this.#nowMs() - this.#sentMs < INTERVAL_MS) return;
    await this.flush();
  }

  /** Sends what waits. */
  async flush(): Promise<void> {
    this.#sentMs = this.#nowMs();
    const rows = this.#waiting;
    this.#waiting = [];
    if (rows.length > 0) await this.#send(rows);
  }
}
