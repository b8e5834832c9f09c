/** The words of the app in the language of the settings. Each language is loaded when it is first spoken. */
import { createI18n } from "vue-i18n";
import type { Messages } from "./en";

export const LANGUAGES = ["en", "zh"] as const;
export type Language = (typeof LANGUAGES)[number];

const LOADERS: Readonly<Record<Language, () => Promise<Messages>>> = {
  en: async () => (await import("./en")).en,
  zh: async () => (await import("./zh")).zh,
};

/** Words that come with the pages that need them, under the name of their area. */
const AREAS = {
  studies: {
    en: async () => (await import("./studies-en")).studiesEn,
    zh: async () => (await import("./studies-zh")).studiesZh,
  },
  risk: {
    en: async () => (await import("./risk-en")).riskEn,
    zh: async () => (await import("./risk-zh")).riskZh,
  },
  splits: {
    en: async () => (await import("./splits-en")).splitsEn,
    zh: async () => (await import("./splits-zh")).splitsZh,
  },
  trust: {
    en: async () => (await import("./trust-en")).trustEn,
    zh: async () => (await import("./trust-zh")).trustZh,
  },
} as const;
export type Area = keyof typeof AREAS;

export const i18n = createI18n({
  legacy: false,
  locale: "en" as Language,
  // Each is there from when it is first spoken on, which is before anything is shown.
  messages: {} as Record<Language, Messages>,
});

const loading = new Map<Language, Promise<void>>();
/** areas whose words are wanted, in every language that is spoken */
const areas = new Set<Area>();

async function addArea(area: Area, language: Language): Promise<void> {
  i18n.global.mergeLocaleMessage(language, { [area]: await AREAS[area][language]() });
}

/** Has the words of an area there from now on, whatever is spoken. */
export async function loadArea(area: Area): Promise<void> {
  areas.add(area);
  await Promise.all(
    [...loading].map(async ([language, there]) => {
      await there;
      await addArea(area, language);
    }),
  );
}

/** Has the words of a language there, without speaking it. */
export function loadLanguage(language: Language): Promise<void> {
  let load = loading.get(language);
  if (load === undefined) {
    load = LOADERS[language]().then(async (words) => {
      i18n.global.setLocaleMessage(language, words);
      await Promise.all([...areas].map((area) => addArea(area, language)));
    });
    load.catch(() => loading.delete(language));
    loading.set(language, load);
  }
  return load;
}

let wanted: Language | null = null;

/** Speaks a language as soon as its words are there; the newest wish counts. */
export async function speak(language: Language): Promise<void> {
  wanted = language;
  await loadLanguage(language);
  if (wanted === language) i18n.global.locale.value = language;
}
