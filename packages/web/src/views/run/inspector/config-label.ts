/** A configuration in a line: its strategy, its spreads, what it trades. */
import { type ConfigInput, type Language, listStrategies } from "@perpmill/engine";
import { isOwnName, shortHash } from "../../../engine/strategy-names";
import { numberText } from "../../../format/numbers";

function nameOf(id: string, language: Language): string {
  const builtIn = listStrategies().find((one) => one.id === id);
  return builtIn?.label[language] ?? (isOwnName(id) ? shortHash(id) : id);
}

export function configLabel({ strategy, instrument }: ConfigInput, language: Language): string {
  const { parameters = [] } = listStrategies().find((one) => one.id === strategy.name) ?? {};
  const spreads = ["bidSpread", "askSpread", "spread"].flatMap((name) => {
    const value = strategy[name];
    if (value === undefined || value === null) return [];
    const parameter = parameters.find((one) => one.name === name);
    const isFactor = parameter?.type === "number" && parameter.unit === "multiple";
    return [
      isFactor ? `${numberText(Number(value), "plain")}×` : numberText(Number(value), "ratio"),
    ];
  });
  const traded =
    typeof instrument === "string" ? instrument : (instrument.symbol ?? instrument.preset ?? "");
  const sides = [...new Set(spreads)].join(" / ");
  return [nameOf(strategy.name, language), sides, traded].filter((part) => part).join(" · ");
}
