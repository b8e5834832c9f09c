/** A number that rises when there is something new to draw, so seldom that the page has time for its user. */
import { type Ref, ref } from "vue";

/** Least time between two drawings. */
const BETWEEN_MS = 100;

/** @returns `soon` raises it when drawing what was there before has taken no more than half of the time; `now` at once */
export function useCalmVersion(): {
  readonly version: Ref<number>;
  readonly soon: () => void;
  readonly now: () => void;
} {
  const version = ref(0);
  let resting = false;
  let due = false;

  function rest(ms: number): void {
    setTimeout(() => {
      resting = false;
      if (due) soon();
    }, ms);
  }
  function soon(): void {
    due = resting;
    if (resting) return;
    resting = true;
    const began = performance.now();
    version.value++;
    // What follows a frame comes after all that was drawn for it.
    requestAnimationFrame(() => {
      setTimeout(() => rest(Math.max(BETWEEN_MS, performance.now() - began)));
    });
  }

  return {
    version,
    soon,
    now: () => {
      version.value++;
    },
  };
}
