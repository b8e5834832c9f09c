/** The newest run in the tab, to be looked at closely: its columns stay in the worker. */
import {
  type RunWindow,
  type RunWindowOptions,
  type RunWindowSource,
  runWindows,
} from "@perpmill/engine";

let read: ((options: RunWindowOptions) => RunWindow) | null = null;

/** Keeps a run in the place of the one before; null: there is none. */
export function holdWindow(source: RunWindowSource | null): void {
  read = source === null ? null : runWindows(source);
}

/** A stretch of the run that is kept; null: there is none. */
export function heldWindow(options: RunWindowOptions): RunWindow | null {
  return read === null ? null : read(options);
}
