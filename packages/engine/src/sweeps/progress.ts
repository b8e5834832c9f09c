/** Counts rows and remembers the best. */
import type { SweepMetric } from "./metric-columns.js";
import type { RowResult } from "./protocol.js";
import { canBeBest, isBetter } from "./rank.js";
import type { SweepProgress } from "./sweep-options.js";

export class ProgressCount {
  readonly #total: number;
  readonly #metric: SweepMetric;
  /** place of the metric in a row's cells; below 0: it has none */
  readonly #cell: number;
  readonly #tell: ((progress: SweepProgress) => void) | undefined;
  #done = 0;
  #reused = 0;
  #best: SweepProgress["best"] = null;

  constructor(
    total: number,
    metric: SweepMetric,
    metrics: readonly SweepMetric[],
    tell: ((progress: SweepProgress) => void) | undefined,
  ) {
    this.#total = total;
    this.#metric = metric;
    this.#cell = metrics.indexOf(metric);
    this.#tell = tell;
  }

  /** Counts rows that are done; of equal ones the first row is the best, whatever came first. */
  add(first: number, rows: readonly RowResult[], reused: number): void {
    this.#done += rows.length;
    this.#reused += reused;
    rows.forEach(({ outcome, cells }, at) => {
      const value = cells[this.#cell];
      if (typeof value !== "number" || !canBeBest(outcome)) return;
      const best = this.#best;
      const row = first + at;
      const wins =
        best === null ||
        isBetter(this.#metric, value, best.value) ||
        (value === best.value && row < best.row);
      if (wins) this.#best = { row, metric: this.#metric, value };
    });
    this.#report(null);
  }

  /** Tells how far the work is that follows the last row. */
  tellLuck(share: number): void {
    this.#report(share);
  }

  #report(luckShare: number | null): void {
    this.#tell?.({
      done: this.#done,
      total: this.#total,
      reused: this.#reused,
      best: this.#best,
      luckShare,
    });
  }

  get reused(): number {
    return this.#reused;
  }
}
