/** Whether what is shown is of something else than what is wanted, and since when. */
import { ref } from "vue";

/** A curve that is no longer of the configuration on the bench is dimmed after this time. */
const LAG_MS = 250;

export function useStaleness() {
  const stale = ref(false);
  /** stale for so long that a reader must be told */
  const lagging = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Begins to wait when it was fresh; a stale one waits on. */
  function markStale(): void {
    if (stale.value) return;
    stale.value = true;
    timer = setTimeout(() => {
      lagging.value = true;
    }, LAG_MS);
  }

  /** Something newer is shown; it may be stale as well. */
  function markShown(isStale: boolean): void {
    clearTimeout(timer);
    stale.value = false;
    lagging.value = false;
    if (isStale) markStale();
  }

  return { stale, lagging, markStale, markShown };
}
