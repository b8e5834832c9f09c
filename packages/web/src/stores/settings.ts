/** How the app looks and speaks, and what it begins with: kept in the browser, put onto the page. */
import { usePreferredDark } from "@vueuse/core";
import { defineStore } from "pinia";
import { computed, reactive, ref, watchEffect } from "vue";
import {
  SEPARATORS,
  type Separator,
  TIME_FORMATS,
  type TimeFormat,
  writingStyle,
} from "../format/style";
import type { TimeZone } from "../format/times";
import { LANGUAGES, type Language, speak } from "../locales";
import { FIRST_DEFAULTS, type RunDefaults, readDefaults } from "./run-defaults";

export const THEMES = ["system", "dark", "light"] as const;
export const CHART_THEMES = ["page", "dark", "light"] as const;
export const MONEY_COLOURS = ["green-up", "red-up", "blue-orange"] as const;
const ZONES = ["utc", "local"] as const;

export type Theme = (typeof THEMES)[number];
export type ChartTheme = (typeof CHART_THEMES)[number];
export type MoneyColours = (typeof MONEY_COLOURS)[number];

const KEY = "perpmill.settings";

function stored(): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    // Storage that is closed to us, or was written by something else: start from the defaults.
    return {};
  }
}

function oneOf<T extends string>(value: unknown, values: readonly T[], fallback: T): T {
  return values.find((one) => one === value) ?? fallback;
}

function namesOf(value: unknown): readonly string[] | null {
  return Array.isArray(value) && value.every((one) => typeof one === "string") ? value : null;
}

export const useSettingsStore = defineStore("settings", () => {
  const before = stored();
  const spoken: Language = navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
  const language = ref<Language>(oneOf(before.language, LANGUAGES, spoken));
  const theme = ref<Theme>(oneOf(before.theme, THEMES, "system"));
  const chartTheme = ref<ChartTheme>(oneOf(before.chartTheme, CHART_THEMES, "page"));
  const moneyDefault: MoneyColours = language.value === "zh" ? "red-up" : "green-up";
  const money = ref<MoneyColours>(oneOf(before.money, MONEY_COLOURS, moneyDefault));
  const zone = ref<TimeZone>(oneOf(before.zone, ZONES, "utc"));
  const separator = ref<Separator>(oneOf(before.separator, SEPARATORS, "comma"));
  const compact = ref(before.compact === true);
  const times = ref<TimeFormat>(oneOf(before.times, TIME_FORMATS, "iso"));
  const defaults = reactive<RunDefaults>(readDefaults(before.defaults));
  /** columns of the history by name; null: those it begins with */
  const historyColumns = ref<readonly string[] | null>(namesOf(before.historyColumns));

  const prefersDark = usePreferredDark();
  /** the theme that is on the page */
  const shade = computed(() => {
    if (theme.value !== "system") return theme.value;
    return prefersDark.value ? "dark" : "light";
  });
  /** the theme that charts are in */
  const chartShade = computed(() => (chartTheme.value === "page" ? shade.value : chartTheme.value));
  /** changes with everything that charts must be drawn anew for */
  const look = computed(() =>
    [
      chartShade.value,
      money.value,
      language.value,
      separator.value,
      compact.value,
      times.value,
      zone.value,
    ].join(" "),
  );

  watchEffect(() => {
    const root = document.documentElement;
    root.dataset.theme = shade.value;
    root.dataset.charts = chartShade.value;
    root.dataset.money = money.value;
    root.lang = language.value === "zh" ? "zh-CN" : "en";
    void speak(language.value);
    Object.assign(writingStyle, {
      separator: separator.value,
      compact: compact.value,
      times: times.value,
      locale: language.value === "zh" ? "zh-CN" : "en-GB",
    });
  });
  watchEffect(() => {
    const values = {
      language: language.value,
      theme: theme.value,
      chartTheme: chartTheme.value,
      money: money.value,
      zone: zone.value,
      separator: separator.value,
      compact: compact.value,
      times: times.value,
      defaults: { ...defaults },
      historyColumns: historyColumns.value,
    };
    try {
      localStorage.setItem(KEY, JSON.stringify(values));
    } catch {
      // Without storage the settings last as long as the page.
    }
  });

  /** Puts everything back, but the language, which is the reader's. */
  function reset(): void {
    theme.value = "system";
    chartTheme.value = "page";
    money.value = language.value === "zh" ? "red-up" : "green-up";
    zone.value = "utc";
    separator.value = "comma";
    compact.value = false;
    times.value = "iso";
    historyColumns.value = null;
    Object.assign(defaults, FIRST_DEFAULTS);
  }

  return {
    language,
    theme,
    shade,
    chartTheme,
    chartShade,
    look,
    money,
    zone,
    separator,
    compact,
    times,
    defaults,
    historyColumns,
    reset,
  };
});
