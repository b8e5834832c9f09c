/** Keeps what the tab has computed in full; results on the way of a slider are not worth it. */
import { watch } from "vue";
import { useLocalResultsStore } from "../stores/local-results";
import { useWorkbenchStore } from "../stores/workbench";

export function useKeepResults(): void {
  const bench = useWorkbenchStore();
  const local = useLocalResultsStore();
  watch(
    () => bench.result,
    (result) => {
      if (result !== null) void local.keep(result, bench.bars?.symbol ?? null);
    },
  );
}
