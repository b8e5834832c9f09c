/** A failure in the reader's language, as far as there are words for it. */
import { ERROR_TITLES_ZH } from "@perpmill/engine";
import { useI18n } from "vue-i18n";
import { TAB_ERROR_CODES } from "../engine/tab-errors";

interface Failed {
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
}

export function useFailureText(): (failed: Failed) => Failed {
  const { t, locale } = useI18n();
  return ({ code, message, hint }) => {
    const own = TAB_ERROR_CODES.find((one) => one === code);
    if (own !== undefined) {
      return { code, message: t(`tabError.${own}`), hint: t(`tabErrorHint.${own}`) };
    }
    const titles: Readonly<Record<string, string>> = ERROR_TITLES_ZH;
    const title = locale.value === "zh" ? titles[code] : undefined;
    // Servers have said it in the reader's language. The details, with their numbers, are English.
    if (title === undefined || message.startsWith(title)) return { code, message, hint };
    return { code, message: title, hint: hint === null ? message : `${message} ${hint}` };
  };
}
