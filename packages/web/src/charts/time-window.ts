/** What linked panes share: the stretch of time that they show. */
import { type InjectionKey, inject, provide, type Ref, shallowRef } from "vue";

/** Seconds since the epoch, as the charts have it; null: all. */
export interface TimeWindow {
  readonly min: number;
  readonly max: number;
}

/** No closer than this, s. */
const LEAST_SPAN = 60;

const KEY: InjectionKey<Ref<TimeWindow | null>> = Symbol("time window");

/** Makes the window that the panes below share. */
export function provideTimeWindow(): Ref<TimeWindow | null> {
  const shared = shallowRef<TimeWindow | null>(null);
  provide(KEY, shared);
  return shared;
}

/** The window of the panes around, or one of its own. */
export function useTimeWindow(): Ref<TimeWindow | null> {
  return inject(KEY, () => shallowRef<TimeWindow | null>(null), true);
}

const EXTENT: InjectionKey<() => TimeWindow | null> = Symbol("time extent");

/** What all panes below show when nothing is zoomed, whatever their curves cover. */
export function provideTimeExtent(extent: () => TimeWindow | null): void {
  provide(EXTENT, extent);
}

/** The extent of the panes around; null: that of the curves of each. */
export function useTimeExtent(): () => TimeWindow | null {
  return inject(EXTENT, () => () => null, true);
}

/**
 * A wanted window moved into the data, as long as it was where there is room for it.
 * @returns null when it shows all of them
 */
export function boundedWindow(wanted: TimeWindow, first: number, last: number): TimeWindow | null {
  const span = Math.max(wanted.max - wanted.min, Math.min(LEAST_SPAN, last - first));
  if (span >= last - first) return null;
  const centre = (wanted.min + wanted.max) / 2;
  const min = Math.min(Math.max(centre - span / 2, first), last - span);
  return { min, max: min + span };
}
