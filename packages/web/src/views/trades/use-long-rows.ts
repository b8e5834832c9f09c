/** Rows of a table of any length that are in sight, and how to bring others there. */
import { computed, nextTick, onScopeDispose, type Ref, ref, watch, watchEffect } from "vue";
import { barOf, type LongTable, offsetAfter, scrolledHeight } from "./long-scroll";

/** Rest after which the scroll bar is put where it belongs. */
const REST_MS = 120;

/**
 * @param frame what scrolls; its content is as tall as `height` and the head
 * @param count of rows
 * @param rowPx height of a row; all are equal
 * @param headPx of what stays at the top
 */
export function useLongRows(
  frame: Readonly<Ref<HTMLElement | null>>,
  count: () => number,
  rowPx: number,
  headPx: number,
) {
  const offset = ref(0);
  const seen = ref(400);
  const table = computed<LongTable>(() => ({ whole: count() * rowPx, seen: seen.value }));
  /** where the bar was last seen, or put */
  let bar = 0;
  let rest: ReturnType<typeof setTimeout> | undefined;

  function putBar(): void {
    const element = frame.value;
    if (element === null) return;
    const wanted = Math.round(barOf(offset.value, table.value));
    if (Math.round(element.scrollTop) !== wanted) element.scrollTop = wanted;
    bar = element.scrollTop;
  }

  watchEffect((onCleanup) => {
    const element = frame.value;
    if (element === null) return;
    const look = () => {
      seen.value = Math.max(rowPx, element.clientHeight - headPx);
    };
    const scroll = () => {
      const { scrollTop } = element;
      if (scrollTop === bar) return;
      offset.value = offsetAfter(offset.value, bar, scrollTop, table.value);
      bar = scrollTop;
      clearTimeout(rest);
      rest = setTimeout(putBar, REST_MS);
    };
    const resize = new ResizeObserver(look);
    resize.observe(element);
    look();
    element.addEventListener("scroll", scroll, { passive: true });
    onCleanup(() => {
      resize.disconnect();
      element.removeEventListener("scroll", scroll);
    });
  });
  onScopeDispose(() => clearTimeout(rest));

  async function goTo(px: number): Promise<void> {
    const { whole, seen: height } = table.value;
    offset.value = Math.min(Math.max(0, whole - height), Math.max(0, px));
    await nextTick();
    putBar();
  }
  watch(count, () => void goTo(offset.value));

  /** Brings a row into sight: to the middle, or just so far that it can be seen. */
  async function show(position: number, where: "middle" | "nearest"): Promise<void> {
    const top = position * rowPx;
    const height = seen.value;
    if (where === "middle") return goTo(top - (height - rowPx) / 2);
    if (top < offset.value) return goTo(top);
    if (top + rowPx > offset.value + height) return goTo(top + rowPx - height);
  }

  const first = computed(() => Math.floor(offset.value / rowPx));
  return {
    first,
    end: computed(() => Math.min(count(), Math.ceil((offset.value + seen.value) / rowPx))),
    /** px by which the first row is above the top */
    shift: computed(() => offset.value - first.value * rowPx),
    /** px of what scrolls, and of what is seen of the rows */
    height: computed(() => scrolledHeight(table.value)),
    seen,
    page: computed(() => Math.max(1, Math.floor(seen.value / rowPx) - 1)),
    show,
  };
}
