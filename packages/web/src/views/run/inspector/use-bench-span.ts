/** The span of the bars on the bench, here or on the server, and the range that is run of it. */
import { computed } from "vue";
import { rangeOf, type TimeRange, withRange } from "../../../engine/config-range";
import { useWorkbenchStore } from "../../../stores/workbench";

export function useBenchSpan() {
  const bench = useWorkbenchStore();

  /** UTC ms of the first bar, and after the last; null: not known */
  const span = computed(() => {
    const from = bench.bars ?? bench.dataSet;
    if (from === null) return null;
    const { firstMs, lastMs, intervalMs } = from;
    if (firstMs === null || lastMs === null) return null;
    return { firstMs, endMs: lastMs + (intervalMs ?? 60_000) };
  });
  const range = computed(() => rangeOf(bench.config));

  function choose(next: TimeRange): void {
    bench.load(withRange(bench.config, next));
  }

  return { span, range, choose };
}
