/** What the page asks of its engine worker about sweeps, and what it is told while one runs. */
import type {
  DataIdentity,
  SweepProgress,
  SweepResult,
  SweepRows,
  SweepSize,
  SweepStudy,
} from "@perpmill/engine";
import type { TabStrategy } from "./tab-strategy";

/** A sweep that is asked of a tab: plain data, as a server takes it. */
export type TabSweep = Omit<SweepStudy, "kind">;

export type SweepTabRequest =
  /** how many rows it would have */
  | {
      readonly kind: "sweepSize";
      readonly sweep: TabSweep;
      readonly strategy: TabStrategy | null;
      /** of the bars that it would run on */
      readonly intervalMs: number;
    }
  /** runs a few of its rows to know how long they take */
  | {
      readonly kind: "sweepProbe";
      readonly sweep: TabSweep;
      readonly strategy: TabStrategy | null;
    }
  | { readonly kind: "sweep"; readonly sweep: TabSweep; readonly strategy: TabStrategy | null };

/** How fast rows are worked out. */
export interface SweepPace {
  /** of the clock, all threads together */
  readonly msPerRow: number;
  readonly workers: number;
}

/** What came of a sweep, besides its rows, which were told on the way. */
export interface TabSweepEnd extends Omit<SweepResult, "table" | "returns"> {
  readonly tookMs: number;
  /** what it was run on */
  readonly data: DataIdentity;
  /** whether this browser keeps the rows, so that the same sweep goes on where it stopped */
  readonly kept: boolean;
}

export interface SweepTabAnswers {
  readonly sweepSize: SweepSize;
  readonly sweepProbe: SweepPace;
  readonly sweep: TabSweepEnd;
}

/** What is told while a sweep runs, some times a second. */
export interface SweepPart {
  readonly progress: SweepProgress;
  /** rows that follow those of the part before; null: none are due yet */
  readonly rows: SweepRows | null;
}
