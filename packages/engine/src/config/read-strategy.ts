/** Reads `strategy` by the descriptor of the strategy that it names. */
import { STRATEGIES, type StrategyDescriptor } from "@perpmill/core-wasm/strategies";
import { type IssueList, isRecord, show } from "./issues.js";
import { nearestName } from "./nearest.js";
import { readSection, type SectionValues } from "./read-section.js";
import { STRATEGY_SCHEMAS } from "./schema.js";

/** The strategy named and its parameters; null when the strategy is not known. */
export interface StrategyRead {
  readonly descriptor: StrategyDescriptor;
  readonly values: SectionValues;
}

/** Reads the section; adds issues for a missing or unknown strategy and for its parameters. */
export function readStrategy(value: unknown, issues: IssueList): StrategyRead | null {
  const names = STRATEGIES.map(({ id }) => id);
  const known = names.map((name) => `"${name}"`).join(", ");
  if (!isRecord(value)) {
    const message =
      value === undefined || value === null
        ? "strategy is required"
        : `strategy must be an object with a name, got ${show(value)}`;
    issues.invalid("strategy", message, `Write { "name": …, … } with one of ${known}.`);
    return null;
  }
  const name = Object.hasOwn(value, "name") ? value.name : undefined;
  const descriptor = STRATEGIES.find(({ id }) => id === name);
  const schema = descriptor && STRATEGY_SCHEMAS.get(descriptor.id);
  if (descriptor === undefined || schema === undefined) {
    const nearest = typeof name === "string" ? nearestName(name, names) : null;
    issues.invalid(
      "strategy.name",
      name === undefined || name === null
        ? "strategy.name is required"
        : `strategy.name must be one of ${known}, got ${show(name)}`,
      nearest === null ? `Use one of ${known}.` : `Did you mean "${nearest}"?`,
    );
    return null;
  }
  const values = readSection(value, schema, "strategy", issues, ["name"]);
  return { descriptor, values: { name: descriptor.id, ...values } };
}
