/** The results of the tab that this browser keeps. */
import type { ResultJson } from "@perpmill/engine";
import { defineStore } from "pinia";
import { ref, shallowRef } from "vue";
import { type LocalChange, LocalDatabase } from "../local/local-database";
import { type LocalResult, localResultOf } from "../local/local-result";
import { useOwnStrategiesStore } from "./own-strategies";

export const useLocalResultsStore = defineStore("localResults", () => {
  const items = shallowRef<readonly LocalResult[]>([]);
  const loaded = ref(false);
  /** what the browser said; null: all is well */
  const failure = ref<string | null>(null);
  /** hash of the result that was kept last */
  const keptHash = ref<string | null>(null);
  const database = new LocalDatabase();

  /** Null when the browser refused: `failure` says why. */
  async function attempt<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      const value = await work();
      failure.value = null;
      return value;
    } catch (error) {
      failure.value = error instanceof Error ? error.message : String(error);
      return null;
    }
  }

  const load = () =>
    attempt(async () => {
      items.value = await database.list();
      loaded.value = true;
    });

  async function keep(result: ResultJson, symbol: string | null): Promise<void> {
    const { name } = result.config.strategy;
    const strategyLabel = useOwnStrategiesStore().labelOf(name);
    const record = localResultOf(result, { symbol, strategyLabel }, Date.now());
    if (record === null) return;
    await attempt(async () => {
      await database.keep(record, result);
      keptHash.value = result.resultHash;
    });
    if (loaded.value) await load();
  }

  async function change(id: string, values: LocalChange): Promise<void> {
    await attempt(() => database.change(id, values));
    await load();
  }

  async function remove(ids: readonly string[]): Promise<void> {
    await attempt(() => database.remove(ids));
    await load();
  }

  const open = (id: string) => attempt(() => database.document(id));

  return { items, loaded, failure, keptHash, load, keep, change, remove, open };
});
