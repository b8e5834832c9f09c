/** What linked panes share: the stretch of time that they show. */
import { type InjectionKey, inject, provide, type Ref, shallowRef } from "vue";

/** Seconds since the epoch, as the charts have it; null: all. */
export interface TimeWindow {
  readonly min: number;
  readonly max: number;
}

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
