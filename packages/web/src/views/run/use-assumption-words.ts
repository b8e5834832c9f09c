/** Assumptions in words. */
import type { Assumptions } from "@perpmill/engine";
import { useI18n } from "vue-i18n";
import { numberText } from "../../format/numbers";

export function useAssumptionWords() {
  const { t } = useI18n();
  const capText = (cap: number | null) =>
    cap === null ? t("result.noCap") : numberText(cap, "ratio");

  /** `nearest · through · 10 %`; empty for none. */
  function assumed(of: Assumptions | null): string {
    if (of === null) return "";
    const words = [t(`result.${of.model}`), t(`result.${of.rule}`), capText(of.maxParticipation)];
    return words.join(" · ");
  }

  return { capText, assumed };
}
