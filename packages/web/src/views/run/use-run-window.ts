/**
 * A run read closely where one looks: all of it once, and when the panes are zoomed the stretch in sight
 * with room on both sides, thinned again from every row.
 */
import type { RunWindow, RunWindowOptions } from "@perpmill/engine";
import { onScopeDispose, type Ref, shallowRef, watch } from "vue";
import type { TimeWindow } from "../../charts/time-window";

/** Reads a stretch of one run; null: the run is not there any more. */
export type ReadWindow = (options: RunWindowOptions) => Promise<RunWindow | null>;

/** Points of a curve: about two a pixel of a wide screen. */
const POINTS = 2400;
/** Runs that follow a slider are read when it rests. */
const SETTLE_MS = 180;

export interface RunWindowInputs {
  /** null: the run can only be seen as it was told */
  readonly read: () => ReadWindow | null;
  readonly shared: Readonly<Ref<TimeWindow | null>>;
  /** UTC ms: first and last bar; null: not known */
  readonly extent: () => { readonly fromMs: number; readonly toMs: number } | null;
  /** changes with the run */
  readonly run: () => unknown;
  readonly onFailure: (error: unknown) => void;
}

interface Near {
  readonly fromMs: number;
  readonly toMs: number;
  readonly window: RunWindow;
}

/** What to read for a stretch in sight: three times as much, so that one can go on. */
export function around({ min, max }: TimeWindow): { fromMs: number; toMs: number } {
  const span = (max - min) * 1000;
  return { fromMs: Math.floor(min * 1000 - span), toMs: Math.ceil(max * 1000 + span) };
}

/** Whether what was read is enough for the stretch in sight: all of it is there, and fine. */
export function isEnough(
  near: { fromMs: number; toMs: number },
  { min, max }: TimeWindow,
): boolean {
  const span = (max - min) * 1000;
  const inside = near.fromMs <= min * 1000 - span / 4 && near.toMs >= max * 1000 + span / 4;
  return inside && near.toMs - near.fromMs <= 4 * span;
}

export function useRunWindow(inputs: RunWindowInputs) {
  const { read, shared, extent, run, onFailure } = inputs;
  /** all of the run; of an earlier one until the newest is read */
  const whole = shallowRef<RunWindow | null>(null);
  const near = shallowRef<Near | null>(null);
  /** whether `whole` and `near` are of the run that is shown */
  const current = shallowRef(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let reading = false;
  let ended = false;

  /** Reads what is missing; null: nothing is, or it cannot be had. */
  function wanted(): RunWindowOptions | null {
    const all = extent();
    if (!current.value) return all === null ? null : { ...all, points: POINTS };
    const window = shared.value;
    if (window === null || (near.value !== null && isEnough(near.value, window))) return null;
    return { ...around(window), points: 3 * POINTS };
  }

  function take(found: RunWindow | null, of: RunWindowOptions, isWhole: boolean): void {
    if (!isWhole) near.value = found === null ? null : { ...of, window: found };
    else {
      whole.value = found;
      near.value = null;
      current.value = true;
    }
  }

  /** One reading at a time, until what is in sight is there. */
  async function readAll(): Promise<void> {
    if (reading) return;
    reading = true;
    try {
      for (let next = wanted(); next !== null && !ended; next = wanted()) {
        const [reader, of] = [read(), run()];
        if (reader === null) return;
        const isWhole = !current.value;
        const found = await reader(next);
        if (ended) return;
        if (of === run()) take(found, next, isWhole);
        if (found === null) return;
      }
    } catch (error) {
      if (!ended) onFailure(error);
    } finally {
      reading = false;
    }
  }

  watch(
    [run, read],
    () => {
      current.value = false;
      clearTimeout(timer);
      timer = setTimeout(() => void readAll(), whole.value === null ? 0 : SETTLE_MS);
    },
    { immediate: true },
  );
  watch(shared, (window) => {
    if (window === null) near.value = null;
    else if (current.value) void readAll();
  });
  onScopeDispose(() => {
    ended = true;
    clearTimeout(timer);
  });

  return { whole, near, current };
}
