/** What the result on the bench owes to its assumptions: the engine's envelope, computed in the tab. */
import type { ConfigInput, EnvelopeResult } from "@perpmill/engine";
import { defineStore } from "pinia";
import { computed, ref, shallowRef } from "vue";
import { asFailure } from "../engine/as-failure";
import type { BarsFacts, TabProgress } from "../engine/protocol";
import { type TabFailure, tabEngine } from "../engine/tab-engine";
import { useOwnStrategiesStore } from "./own-strategies";
import { useWorkbenchStore } from "./workbench";

/** What an envelope was computed of. */
interface Asked {
  readonly bars: BarsFacts | null;
  readonly config: ConfigInput;
}

export const useAssumptionsStore = defineStore("assumptions", () => {
  const bench = useWorkbenchStore();
  const own = useOwnStrategiesStore();
  const result = shallowRef<EnvelopeResult | null>(null);
  const failure = shallowRef<TabFailure | null>(null);
  const progress = shallowRef<TabProgress | null>(null);
  const active = ref(false);
  const asked = shallowRef<Asked | null>(null);
  let current: AbortController | null = null;

  const outdated = computed(() => {
    const of = asked.value;
    if (of === null) return false;
    return of.bars !== bench.bars || of.config !== bench.config;
  });

  /** Runs every combination on what is on the bench now; cancels one that is under way. */
  async function run(): Promise<void> {
    current?.abort();
    const control = new AbortController();
    const of: Asked = { bars: bench.bars, config: bench.config };
    current = control;
    active.value = true;
    failure.value = null;
    progress.value = null;
    try {
      const strategy = await own.runnable(of.config.strategy.name);
      const done = await tabEngine().call(
        { kind: "envelope", config: of.config, strategy },
        {
          signal: control.signal,
          onProgress: (now) => {
            if (current === control) progress.value = now;
          },
        },
      );
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
});
