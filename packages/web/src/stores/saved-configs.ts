/** Configurations that the user keeps under names of their own, in the browser. */
import type { ConfigInput } from "@perpmill/engine";
import { useEventListener } from "@vueuse/core";
import { defineStore } from "pinia";
import { computed, ref, shallowRef } from "vue";

export interface SavedConfig {
  /** unique */
  readonly name: string;
  /** UTC ms */
  readonly savedMs: number;
  readonly config: ConfigInput;
}

const KEY = "perpmill.configs";

function isSaved(value: unknown): value is SavedConfig {
  if (typeof value !== "object" || value === null) return false;
  const { name, savedMs, config } = value as Readonly<Record<string, unknown>>;
  return (
    typeof name === "string" &&
    typeof savedMs === "number" &&
    typeof config === "object" &&
    config !== null
  );
}

function stored(): readonly SavedConfig[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(value) ? value.filter(isSaved) : [];
  } catch {
    // Storage that is closed to us, or was written by something else: there are none.
    return [];
  }
}

export const useSavedConfigsStore = defineStore("savedConfigs", () => {
  const all = shallowRef(stored());
  /** whether the browser would not keep the last change */
  const refused = ref(false);
  const newestFirst = computed(() => [...all.value].sort((a, b) => b.savedMs - a.savedMs));
  useEventListener(window, "storage", ({ key }) => {
    if (key === KEY) all.value = stored();
  });

  function keep(next: readonly SavedConfig[]): boolean {
    try {
      localStorage.setItem(KEY, JSON.stringify(next));
    } catch {
      // Full, or closed to us: what was kept stays as it was.
      refused.value = true;
      return false;
    }
    refused.value = false;
    all.value = next;
    return true;
  }

  function has(name: string): boolean {
    return all.value.some((one) => one.name === name);
  }

  /** Keeps a configuration; one of that name makes way. False: the browser would not. */
  function save(name: string, config: ConfigInput): boolean {
    const others = all.value.filter((one) => one.name !== name);
    return keep([...others, { name, savedMs: Date.now(), config }]);
  }

  /** False: there is one of that name already, or the browser would not. */
  function rename(from: string, to: string): boolean {
    if (from === to) return true;
    if (has(to)) return false;
    return keep(all.value.map((one) => (one.name === from ? { ...one, name: to } : one)));
  }

  function remove(name: string): void {
    keep(all.value.filter((one) => one.name !== name));
  }

  return { newestFirst, refused, has, save, rename, remove };
});
