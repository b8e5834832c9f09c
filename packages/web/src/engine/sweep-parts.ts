/** Gathers rows that come one after another, and tells of them some times a second. */
import type { CellValue, SweepProgress, SweepRows } from "@perpmill/engine";
import type { SweepPart } from "./sweep-protocol";

/** Often enough to watch, seldom enough to draw. */
const BETWEEN_MS = 120;

export class PartsOfSweep {
  readonly #tell: (part: SweepPart) => void;
  readonly #now: () => number;
  #progress: SweepProgress | null = null;
  #held: { readonly first: number; readonly heads: SweepRows["heads"] } | null = null;
  #rows: (readonly CellValue[])[] = [];
  #toldMs = Number.NEGATIVE_INFINITY;

  /** @param now ms, increasing */
  constructor(tell: (part: SweepPart) => void, now: () => number = () => performance.now()) {
    this.#tell = tell;
    this.#now = now;
  }

  rows({ first, heads, rows }: SweepRows): void {
    this.#held ??= { first, heads };
    this.#rows.push(...rows);
  }

  progress(progress: SweepProgress): void {
    this.#progress = progress;
    if (this.#now() - this.#toldMs >= BETWEEN_MS) this.end();
  }

  /** Tells what is held. */
  end(): void {
    if (this.#progress === null) return;
    const rows = this.#held === null ? null : { ...this.#held, rows: this.#rows };
    this.#held = null;
    this.#rows = [];
    this.#toldMs = this.#now();
    this.#tell({ progress: this.#progress, rows });
  }
}
