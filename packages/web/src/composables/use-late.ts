/** What lasts long enough to be told: what is over sooner would only flash. */
import { type Ref, ref, watch } from "vue";

/** @returns true once `now` has been true for so long; false as soon as it is false */
export function useLate(now: () => boolean, ms: number): Readonly<Ref<boolean>> {
  const late = ref(false);
  watch(
    now,
    (lasts, _, onCleanup) => {
      late.value = false;
      if (!lasts) return;
      const timer = setTimeout(() => {
        late.value = true;
      }, ms);
      onCleanup(() => clearTimeout(timer));
    },
    { immediate: true },
  );
  return late;
}
