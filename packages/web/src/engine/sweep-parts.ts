/** Gathers rows that come one after another, and tells of them some times a second. */
import type { CellValue, SweepRows } from "@perpmill/engine";

/** Rows that follow those of the part before, and how far it is. */
export interface RowsPart<Progress> {
  readonly progress: Progress;
  readonly rows: SweepRows | null;
}

/** Often enough to watch, seldom enough to draw. */
const BETWEEN_MS = 120;

export class RowParts<Progress> {
  readonly #tell: (part: RowsPart<Progress>) => void;
  readonly #now: () => number;
  #progress: Progress | null = null;
  #held: { readonly first: number; readonly heads: SweepRows["heads"] } | null = null;
  #rows: (readonly CellValue[])[] = [];
  #toldMs = Number.NEGATIVE_INFINITY;

  /** @param now ms, increasing */
  constructor(
    tell: (part: RowsPart<Progress>) => void,
    now: () => number = () => performance.now(),
  ) {
    this.#tell = tell;
    this.#now = now;
  }

  rows({ first, heads, rows }: SweepRows): void {
    this.#held ??= { first, heads };
    this.#rows.push(...rows);
  }

  progress(progress: Progress): void {
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
