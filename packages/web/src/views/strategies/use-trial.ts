/** Runs what was compiled on the bars of the bench, beside whatever the bench itself runs. */
import type { ConfigInput, ResultJson, StrategyDescriptor } from "@perpmill/engine";
import { onBeforeUnmount, type Ref, ref, shallowRef, watch } from "vue";
import type { CompiledInTab } from "../../compiler/protocol";
import { asFailure } from "../../engine/as-failure";
import { type TabFailure, tabEngine } from "../../engine/tab-engine";
import { useWorkbenchStore } from "../../stores/workbench";

/** Points of the curve: about two a pixel. */
const CURVE_POINTS = 1200;
/** How long the strategy may be away before it is taken for lost. */
const SILENCE_MS = 10_000;

/** The bench's configuration with another strategy; values that it knows by name are kept. */
export function withStrategy(config: ConfigInput, descriptor: StrategyDescriptor): ConfigInput {
  const known = new Set(descriptor.parameters.map(({ name }) => name));
  const same = config.strategy.name === descriptor.id;
  const kept = same ? Object.entries(config.strategy).filter(([name]) => known.has(name)) : [];
  const { positionMode: _, ...account } = config.account;
  return {
    ...config,
    account,
    strategy: { ...Object.fromEntries(kept), name: descriptor.id },
  };
}

export function useTrial(compiled: Ref<CompiledInTab | null>) {
  const bench = useWorkbenchStore();
  const result = shallowRef<ResultJson | null>(null);
  const failure = shallowRef<TabFailure | null>(null);
  const running = ref(false);
  let current: AbortController | null = null;

  async function run(): Promise<void> {
    current?.abort();
    const strategy = compiled.value;
    if (strategy === null || bench.bars === null) return;
    const control = new AbortController();
    current = control;
    running.value = true;
    try {
      if (!(await bench.revive()) || current !== control) return;
      const config = withStrategy(bench.config, strategy.descriptor);
      const done = await tabEngine().call(
        { kind: "run", config, points: CURVE_POINTS, quick: true, apart: true, strategy },
        { signal: control.signal, silenceMs: SILENCE_MS },
      );
      if (current !== control) return;
      result.value = done.result;
      failure.value = null;
    } catch (error) {
      const problem = asFailure(error);
      if (current === control && problem.code !== "ABORTED") failure.value = problem;
    } finally {
      if (current === control) {
        current = null;
        running.value = false;
      }
    }
  }

  watch([compiled, () => bench.bars], () => void run(), { immediate: true });
  onBeforeUnmount(() => {
    current?.abort();
    current = null;
  });

  return { result, failure, running, run };
}
