/** Range, default and unit of a field in the page's language. */
import { useI18n } from "vue-i18n";
import { useWorkbenchStore } from "../../../stores/workbench";
import { shownText } from "./field-text";
import type { FormField } from "./form-fields";
import { quoteOf } from "./quote-currency";

/** Units that are words. */
const WORDS = ["ticks", "bars", "days", "contracts"] as const;

export function useFieldHelp() {
  const { t } = useI18n();
  const bench = useWorkbenchStore();

  function unitOf({ unit }: Pick<FormField, "unit">): string {
    if (unit === "quote") return quoteOf(bench.config.instrument);
    const word = WORDS.find((one) => one === unit);
    return word === undefined ? unit : t(`inspector.unit.${word}`);
  }

  function rangeOf(field: FormField): string | null {
    const { above, min, max, whole } = field.bounds;
    const text = (value: number) => `${shownText(field, value)} ${unitOf(field)}`.trim();
    const from =
      above === undefined ? (min === undefined ? "" : `≥ ${text(min)}`) : `> ${text(above)}`;
    const to = max === undefined ? "" : `≤ ${text(max)}`;
    const range = [from, to].filter((part) => part !== "").join(", ");
    if (range === "") return whole ? t("inspector.whole") : null;
    return `${t("inspector.range")}: ${range}${whole ? `, ${t("inspector.whole")}` : ""}`;
  }

  function defaultOf(field: FormField): string | null {
    if (field.none !== null) return `${t("inspector.default")}: ${field.none}`;
    if (field.fallback === null || field.kind === "flag") return null;
    const choice = field.choices.find(({ value }) => value === field.fallback);
    const text = choice?.label ?? `${shownText(field, field.fallback)} ${unitOf(field)}`.trim();
    return `${t("inspector.default")}: ${text}`;
  }

  /** What stands below a field's meaning. */
  function lines(field: FormField): readonly string[] {
    const range = field.kind === "number" ? rangeOf(field) : null;
    return [range, defaultOf(field)].filter((line) => line !== null);
  }

  return { lines, unitOf };
}
