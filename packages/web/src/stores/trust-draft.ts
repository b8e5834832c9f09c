/** What the next verdict is asked besides the configuration on the bench. */
import { PRESET_NAMES } from "@perpmill/engine";
import { defineStore } from "pinia";
import { computed, ref, shallowRef } from "vue";
import { isSet, type LoadedMarket } from "../views/studies/trust/other-market";
import type { TriedBefore } from "../views/studies/trust/trust-document";
import { useWorkbenchStore } from "./workbench";

export const useTrustDraftStore = defineStore("trustDraft", () => {
  const bench = useWorkbenchStore();
  /** the study that the configuration on the bench was chosen from */
  const before = shallowRef<TriedBefore | null>(null);
  /** how many configurations were tried, as typed; empty: nothing is said of it */
  const tried = ref("");
  /** as typed */
  const seed = ref("0");
  const others = shallowRef<readonly LoadedMarket[]>([]);

  const isWhole = (text: string) => /^\d+$/.test(text.trim());
  const count = computed(() => (tried.value.trim() === "" ? null : Number(tried.value)));
  const ready = computed(
    () =>
      isWhole(seed.value) && (count.value === null || (isWhole(tried.value) && count.value >= 1)),
  );
  /** markets that the server has, as it takes them */
  const there = computed(() =>
    others.value.flatMap(({ name, instrument, from }) =>
      isSet(from) ? [{ name, instrument, dataSetId: from.id }] : [],
    ),
  );

  /** Adds markets; those of a name that is there take its place. */
  function addOthers(markets: readonly LoadedMarket[]): void {
    const names = new Set(markets.map(({ name }) => name));
    others.value = [...others.value.filter(({ name }) => !names.has(name)), ...markets];
  }

  function changeOther(name: string, instrument: string): void {
    others.value = others.value.map((one) => (one.name === name ? { ...one, instrument } : one));
  }

  function removeOther(name: string): void {
    others.value = others.value.filter((one) => one.name !== name);
  }

  /** The preset of the own market, for those whose name says nothing. */
  function ownPreset(): string {
    const { instrument } = bench.config;
    const name = typeof instrument === "string" ? instrument : instrument.preset;
    return name ?? PRESET_NAMES[0];
  }

  return {
    ...{ before, tried, seed, others, count, ready, there },
    ...{ addOthers, changeOther, removeOther, ownPreset },
  };
});
