/** Names of metrics in the page's language. */
import { useI18n } from "vue-i18n";
import { metricWord, ofWorst } from "./metric-words";

export function useMetricName() {
  const { t } = useI18n();
  return function name(metric: string): string {
    const base = ofWorst(metric);
    if (base !== null) return t("studies.worstOf", { metric: name(base) });
    const word = metricWord(metric);
    return word === null ? metric : t(word);
  };
}
