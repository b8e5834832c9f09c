/** The strategies that were written here: which there are, and what runs them. */
import { listStrategies, type StrategyDescriptor } from "@perpmill/engine";
import { defineStore } from "pinia";
import { computed, ref, shallowRef } from "vue";
import { asFailure } from "../engine/as-failure";
import type { TabStrategy } from "../engine/protocol";
import { hashOfName, isOwnName } from "../engine/strategy-names";
import type { TabFailure } from "../engine/tab-engine";
import type { OwnStrategy, StrategyKeeper } from "../local/strategy-keeper";
import { useSessionStore } from "./session";

async function findKeeper(online: boolean): Promise<StrategyKeeper> {
  if (online) return (await import("../local/strategy-keeper")).serverKeeper;
  const [{ LocalKeeper }, { tabCompiler }] = await Promise.all([
    import("../local/local-keeper"),
    import("../compiler/tab-compiler"),
  ]);
  return new LocalKeeper((source) => tabCompiler().compile(source, "full"));
}

export const useOwnStrategiesStore = defineStore("ownStrategies", () => {
  const session = useSessionStore();
  const items = shallowRef<readonly OwnStrategy[]>([]);
  const loaded = ref(false);
  const failure = shallowRef<TabFailure | null>(null);
  /** by name: versions that are not the newest ones of their strategies */
  const others = shallowRef<ReadonlyMap<string, StrategyDescriptor>>(new Map());
  /** by name */
  const modules = new Map<string, Uint8Array<ArrayBuffer>>();
  let keeping: Promise<StrategyKeeper> | null = null;

  /** of all that is known here, for the engine's checks */
  const descriptors = computed(() => [
    ...items.value.map(({ descriptor }) => descriptor),
    ...others.value.values(),
  ]);

  function keeper(): Promise<StrategyKeeper> {
    keeping ??= findKeeper(session.online);
    return keeping;
  }

  async function load(): Promise<void> {
    try {
      items.value = await (await keeper()).list();
      loaded.value = true;
      failure.value = null;
    } catch (error) {
      failure.value = asFailure(error);
    }
  }

  /** Loads what is there, once. */
  async function begin(): Promise<void> {
    if (!loaded.value) await load();
  }

  /** Knows what a version is, if it is one's own; the newest of each strategy are known anyway. */
  async function know(name: string): Promise<void> {
    if (!isOwnName(name)) return;
    await begin();
    if (descriptorOf(name) !== null) return;
    const hash = hashOfName(name);
    const id = await (await keeper()).find(hash);
    if (id === null) return;
    const { descriptor } = await (await keeper()).version(id, hash);
    others.value = new Map([...others.value, [name, descriptor]]);
  }

  /** What a strategy is, built in or of one's own; null: it is not known here, or not yet. */
  function descriptorOf(name: string): StrategyDescriptor | null {
    return [...listStrategies(), ...descriptors.value].find(({ id }) => id === name) ?? null;
  }

  /** What the user calls the strategy of that name; null: a built-in one, or one that is not known. */
  function labelOf(name: string): string | null {
    const found = items.value.find(({ descriptor }) => descriptor.id === name);
    return found?.name ?? (isOwnName(name) ? (descriptorOf(name)?.label.en ?? null) : null);
  }

  /** What runs a strategy; null for a built-in one, and for one that is not known. Rejects as the keeper. */
  async function runnable(name: string): Promise<TabStrategy | null> {
    await know(name);
    const descriptor = isOwnName(name) ? descriptorOf(name) : null;
    if (descriptor === null) return null;
    const known = modules.get(name);
    if (known !== undefined) return { descriptor, wasm: known };
    const hash = hashOfName(name);
    const id = await (await keeper()).find(hash);
    if (id === null) return null;
    const wasm = await (await keeper()).module(id, hash);
    modules.set(name, wasm);
    return { descriptor, wasm };
  }

  return {
    items,
    loaded,
    failure,
    descriptors,
    keeper,
    load,
    begin,
    know,
    descriptorOf,
    labelOf,
    runnable,
  };
});
