/** Which rows of a long table are worth drawing: those in sight and some around. */
import { computed, type Ref, ref, watchEffect } from "vue";

const AROUND = 12;

/**
 * @param frame what scrolls
 * @param count of rows
 * @param height of a row, px; all are equal
 */
export function useWindowRows(
  frame: Readonly<Ref<HTMLElement | null>>,
  count: () => number,
  height: number,
) {
  const top = ref(0);
  const seen = ref(800);

  watchEffect((onCleanup) => {
    const element = frame.value;
    if (element === null) return;
    const look = () => {
      top.value = element.scrollTop;
      seen.value = element.clientHeight;
    };
    const resize = new ResizeObserver(look);
    resize.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    onCleanup(() => {
      resize.disconnect();
      element.removeEventListener("scroll", look);
    });
  });

  /** never past the last screen of rows: where rows went away, the frame has scrolled beyond them */
  const first = computed(() => {
    const last = count() - Math.ceil(seen.value / height);
    return Math.max(0, Math.min(Math.floor(top.value / height), last) - AROUND);
  });
  const end = computed(() =>
    Math.min(count(), Math.ceil((top.value + seen.value) / height) + AROUND),
  );
  return {
    first,
    end,
    /** px that the rows before and after would take */
    before: computed(() => first.value * height),
    after: computed(() => Math.max(0, count() - end.value) * height),
  };
}
