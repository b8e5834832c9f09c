/** A configuration in a line: its strategy, its spreads, what it trades. */
import {
  type ConfigInput,
  describeStrategy,
  type Language,
  listStrategies,
} from "@perpmill/engine";
import { numberText } from "../../../format/numbers";

export function configLabel({ strategy, instrument }: ConfigInput, language: Language): string {
  const known = listStrategies().some(({ id }) => id === strategy.name);
  const name = known ? describeStrategy(strategy.name).label[language] : strategy.name;
  const bid = numberText(Number(strategy.bidSpread), "ratio");
  const ask = numberText(Number(strategy.askSpread), "ratio");
  const traded =
    typeof instrument === "string" ? instrument : (instrument.symbol ?? instrument.preset ?? "");
  return [name, bid === ask ? bid : `${bid} / ${ask}`, traded].filter((part) => part).join(" · ");
}
