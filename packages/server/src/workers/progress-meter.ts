/** From counts to what is told: at most ten times a second, with speed, remaining time and the curve. */
import { thin } from "@perpmill/engine";
import type { TaskProgress } from "./protocol.js";

const INTERVAL_MS = 100;
/** The speed is that of this last stretch. */
const WINDOW_MS = 2000;
const CURVE_POINTS = 300;

/** How far a task is, as it knows it. */
export interface Count {
  readonly done: number;
  readonly total: number | null;
  /** a new point of the curve */
  readonly equity?: { readonly timeMs: number; readonly equity: number };
}

/** Tells of one task. The first count is told at once. */
export class ProgressMeter {
  readonly #unit: TaskProgress["unit"];
  readonly #nowMs: () => number;
  readonly #tell: (progress: TaskProgress) => void;
  readonly #samples: { readonly atMs: number; readonly done: number }[] = [];
  readonly #timeMs: number[] = [];
  readonly #equity: number[] = [];
  #toldMs = Number.NEGATIVE_INFINITY;

  /** @param nowMs a clock that never goes back, ms */
  constructor(
    unit: TaskProgress["unit"],
    nowMs: () => number,
    tell: (progress: TaskProgress) => void,
  ) {
    this.#unit = unit;
    this.#nowMs = nowMs;
    this.#tell = tell;
    this.#samples.push({ atMs: nowMs(), done: 0 });
  }

  count({ done, total, equity }: Count): void {
    if (equity !== undefined) {
      this.#timeMs.push(equity.timeMs);
      this.#equity.push(equity.equity);
    }
    const atMs = this.#nowMs();
    if (atMs - this.#toldMs < INTERVAL_MS) return;
    this.#toldMs = atMs;
    const perSecond = this.#speed(atMs, done);
    this.#tell({
      unit: this.#unit,
      done,
      total,
      perSecond,
      remainingMs:
        total === null || perSecond === null || perSecond <= 0
          ? null
          : ((total - done) / perSecond) * 1000,
      equity: this.#curve(),
    });
  }

  #speed(atMs: number, done: number): number | null {
    const samples = this.#samples;
    samples.push({ atMs, done });
    while (samples.length > 2 && atMs - samples[1].atMs >= WINDOW_MS) samples.shift();
    const ms = atMs - samples[0].atMs;
    return ms > 0 ? ((done - samples[0].done) / ms) * 1000 : null;
  }

  #curve(): TaskProgress["equity"] {
    if (this.#equity.length === 0) return null;
    const { timeMs, values } = thin(
      { timeMs: Float64Array.from(this.#timeMs), values: Float64Array.from(this.#equity) },
      CURVE_POINTS,
    );
    return { timeMs, equity: values };
  }
}
