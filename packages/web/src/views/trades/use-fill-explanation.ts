/** Why a fill happened: asked of its source, the newest question only. */
import type { FillExplanation } from "@perpmill/engine";
import { onScopeDispose, shallowRef, watch } from "vue";
import { ApiFailure } from "../../api/failure";
import { asFailure } from "../../engine/as-failure";
import type { TabFailure } from "../../engine/tab-engine";
import type { TradeSource } from "./trade-source";

/** Rest before a question, so that keys held down ask once. */
const REST_MS = 60;

/**
 * @param source of the fills
 * @param row of the run; null: none is to be explained
 */
export function useFillExplanation(source: () => TradeSource | null, row: () => number | null) {
  /** of the row asked for last, or of the one before while that is being worked out */
  const explanation = shallowRef<FillExplanation | null>(null);
  const failure = shallowRef<TabFailure | ApiFailure | null>(null);
  const busy = shallowRef(false);
  let control: AbortController | null = null;
  let rest: ReturnType<typeof setTimeout> | undefined;

  async function ask(of: TradeSource, wanted: number): Promise<void> {
    const own = new AbortController();
    control = own;
    try {
      const found = await of.explain(wanted, own.signal);
      if (control !== own) return;
      explanation.value = found;
      failure.value = null;
    } catch (error) {
      if (control !== own) return;
      const problem = error instanceof ApiFailure ? error : asFailure(error);
      explanation.value = null;
      failure.value = problem;
    }
    busy.value = false;
  }

  function look(): void {
    control?.abort();
    control = null;
    clearTimeout(rest);
    const of = source();
    const wanted = row();
    if (of === null || wanted === null) {
      explanation.value = null;
      failure.value = null;
      busy.value = false;
      return;
    }
    busy.value = true;
    rest = setTimeout(() => void ask(of, wanted), REST_MS);
  }

  watch([() => source()?.key, row], look, { immediate: true });
  onScopeDispose(() => {
    clearTimeout(rest);
    control?.abort();
    control = null;
  });
  return { explanation, failure, busy, look };
}
