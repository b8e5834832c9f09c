/** Names of metrics in the page's language. */
import { useI18n } from "vue-i18n";
import { metricWord } from "./metric-words";

export function useMetricName() {
  const { t } = useI18n();
  return (metric: string): string => {
    const word = metricWord(metric);
    return word === null ? metric : t(word);
  };
}
