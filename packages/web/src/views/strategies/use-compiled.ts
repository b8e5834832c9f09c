/** What the compiler makes of a source while it is written. */
import type { Diagnostic } from "@perpmill/engine";
import { onBeforeUnmount, type Ref, ref, shallowRef, watch } from "vue";
import type { CompiledInTab } from "../../compiler/protocol";
import { CompileFailure, tabCompiler } from "../../compiler/tab-compiler";
import { asFailure } from "../../engine/as-failure";
import type { TabFailure } from "../../engine/tab-engine";

/** Rest after the last key. */
const REST_MS = 250;

export function useCompiled(source: Ref<string>) {
  const compiled = shallowRef<CompiledInTab | null>(null);
  const diagnostics = shallowRef<readonly Diagnostic[]>([]);
  /** what kept the compiler from answering at all */
  const failure = shallowRef<TabFailure | null>(null);
  const busy = ref(false);
  /** whether the compiler has answered once: it is loaded */
  const answered = ref(false);
  let resting: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;

  async function compile(): Promise<void> {
    const wish = ++asked;
    busy.value = true;
    try {
      const done = await tabCompiler().compile(source.value, "fast");
      if (wish !== asked) return;
      compiled.value = done;
      diagnostics.value = [];
      failure.value = null;
    } catch (error) {
      if (wish !== asked) return;
      const found = error instanceof CompileFailure ? error.diagnostics : [];
      diagnostics.value = found;
      const problem = asFailure(error);
      failure.value = found.length > 0 || problem.code === "ABORTED" ? null : problem;
    }
    busy.value = false;
    answered.value = true;
  }

  watch(
    source,
    () => {
      clearTimeout(resting);
      asked++;
      busy.value = true;
      resting = setTimeout(() => void compile(), REST_MS);
    },
    { immediate: true },
  );
  onBeforeUnmount(() => {
    clearTimeout(resting);
    asked++;
  });

  return { compiled, diagnostics, failure, busy, answered };
}
