/** Configurations that ran lately, and the one on the bench for when the page is loaded again. */
import { type ConfigInput, canonicalJson } from "@perpmill/engine";
import { defineStore } from "pinia";
import { shallowRef } from "vue";

export interface RecentRun {
  /** UTC ms */
  readonly ranMs: number;
  readonly config: ConfigInput;
  /** share of the initial balance */
  readonly totalReturn: number;
}

const KEY = "perpmill.recent";
const RECENT_MAX = 8;

function isRecent(value: unknown): value is RecentRun {
  if (typeof value !== "object" || value === null) return false;
  const { ranMs, config, totalReturn } = value as Readonly<Record<string, unknown>>;
  return (
    typeof ranMs === "number" &&
    typeof totalReturn === "number" &&
    typeof config === "object" &&
    config !== null
  );
}

function stored(): readonly RecentRun[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(value) ? value.filter(isRecent) : [];
  } catch {
    // Storage that is closed to us, or was written by something else: there are none.
    return [];
  }
}

export const useRecentStore = defineStore("recent", () => {
  const runs = shallowRef(stored());

  /** Notes a run; the same configuration only once. */
  function note(config: ConfigInput, totalReturn: number): void {
    const key = canonicalJson(config);
    const others = runs.value.filter((one) => canonicalJson(one.config) !== key);
    runs.value = [{ ranMs: Date.now(), config, totalReturn }, ...others].slice(0, RECENT_MAX);
    try {
      localStorage.setItem(KEY, JSON.stringify(runs.value));
    } catch {
      // Without storage they last as long as the page.
    }
  }

  return { runs, note };
});
