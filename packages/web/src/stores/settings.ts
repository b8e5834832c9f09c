/** How the app looks and speaks: kept in the browser, put onto the page. */
import { defineStore } from "pinia";
import { ref, watchEffect } from "vue";
import type { TimeZone } from "../format/times";
import { i18n, LANGUAGES, type Language } from "../locales";

const THEMES = ["dark", "light"] as const;
const MONEY_COLOURS = ["green-up", "red-up", "blue-orange"] as const;
const ZONES = ["utc", "local"] as const;

export type Theme = (typeof THEMES)[number];
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

export const useSettingsStore = defineStore("settings", () => {
  const before = stored();
  const spoken: Language = navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
  const language = ref<Language>(oneOf(before.language, LANGUAGES, spoken));
  const theme = ref<Theme>(oneOf(before.theme, THEMES, "dark"));
  const moneyDefault: MoneyColours = language.value === "zh" ? "red-up" : "green-up";
  const money = ref<MoneyColours>(oneOf(before.money, MONEY_COLOURS, moneyDefault));
  const zone = ref<TimeZone>(oneOf(before.zone, ZONES, "utc"));

  watchEffect(() => {
    const root = document.documentElement;
    root.dataset.theme = theme.value;
    root.dataset.money = money.value;
    root.lang = language.value === "zh" ? "zh-CN" : "en";
    i18n.global.locale.value = language.value;
    const values = { language: language.value, theme: theme.value, money: money.value };
    try {
      localStorage.setItem(KEY, JSON.stringify({ ...values, zone: zone.value }));
    } catch {
      // Without storage the settings last as long as the page.
    }
  });

  return { language, theme, money, zone };
});
