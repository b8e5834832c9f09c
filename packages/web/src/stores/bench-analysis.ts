/** Something that is worked out of what is on the bench, when it is asked for. */
import type { ConfigInput } from "@perpmill/engine";
import { computed, ref, shallowRef } from "vue";
import { asFailure } from "../engine/as-failure";
import type { BarsFacts, TabStrategy } from "../engine/protocol";
import type { TabFailure } from "../engine/tab-engine";
import { useOwnStrategiesStore } from "./own-strategies";
import { useWorkbenchStore } from "./workbench";

/** What it was worked out of. */
interface Asked {
  readonly bars: BarsFacts | null;
  readonly config: ConfigInput;
}

export interface AnalysisControl<Progress> {
  readonly signal: AbortSignal;
  readonly tell: (progress: Progress) => void;
}

/** @param work rejects with TabFailure */
export function useBenchAnalysis<Result, Progress>(
  work: (
    config: ConfigInput,
    strategy: TabStrategy | null,
    control: AnalysisControl<Progress>,
  ) => Promise<Result>,
) {
  const bench = useWorkbenchStore();
  const own = useOwnStrategiesStore();
  const result = shallowRef<Result | null>(null);
  const failure = shallowRef<TabFailure | null>(null);
  const progress = shallowRef<Progress | null>(null);
  const active = ref(false);
  const asked = shallowRef<Asked | null>(null);
  let current: AbortController | null = null;

  const outdated = computed(() => {
    const of = asked.value;
    if (of === null) return false;
    return of.bars !== bench.bars || of.config !== bench.config;
  });

  /** Works it out of what is on the bench now; cancels what is under way. */
  async function run(): Promise<void> {
    current?.abort();
    const control = new AbortController();
    const of: Asked = { bars: bench.bars, config: bench.config };
    current = control;
    active.value = true;
    failure.value = null;
    progress.value = null;
    const tell = (now: Progress) => {
      if (current === control) progress.value = now;
    };
    try {
      const strategy = await own.runnable(of.config.strategy.name);
      const done = await work(of.config, strategy, { signal: control.signal, tell });
      if (current !== control) return;
      result.value = done;
      asked.value = of;
    } catch (error) {
      const problem = asFailure(error);
      if (current === control && problem.code !== "ABORTED") failure.value = problem;
    } finally {
      if (current === control) {
        current = null;
        active.value = false;
        progress.value = null;
      }
    }
  }

  return { result, failure, progress, active, outdated, run, stop: () => current?.abort() };
}
