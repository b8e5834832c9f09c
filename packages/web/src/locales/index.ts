/** The words of the app in the language of the settings. */
import { createI18n } from "vue-i18n";
import { en } from "./en";
import { zh } from "./zh";

export const LANGUAGES = ["en", "zh"] as const;
export type Language = (typeof LANGUAGES)[number];

export const i18n = createI18n({
  legacy: false,
  locale: "en" as Language,
  fallbackLocale: "en",
  messages: { en, zh },
});
