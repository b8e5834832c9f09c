/** Reads `strategy` by the descriptor of the strategy that it names. */
import {
  parameterCounts,
  STRATEGIES,
  type StrategyDescriptor,
} from "@perpmill/core-wasm/strategies";
import { conditionText } from "../strategies/conditions.js";
import { type ConfigIssue, type IssueList, isRecord, show } from "./issues.js";
import { nearestName } from "./nearest.js";
import { readSection, type SectionValues } from "./read-section.js";
import { strategySchema } from "./strategy-schema.js";

/** The strategy named and its parameters; null when the strategy is not known. */
export interface StrategyRead {
  readonly descriptor: StrategyDescriptor;
  readonly values: SectionValues;
}

/** Parameters that are required only while others have certain values. */
function checkRequired(
  { parameters }: StrategyDescriptor,
  values: SectionValues,
  issues: IssueList,
): void {
  for (const parameter of parameters) {
    const { name, required, dependsOn } = parameter;
    if (!required || dependsOn === undefined || values[name] !== null) continue;
    // What could not be read has an issue of its own.
    if (dependsOn.some((condition) => !(condition.parameter in values))) continue;
    if (!parameterCounts(parameter, parameters, values)) continue;
    issues.invalid(
      `strategy.${name}`,
      `strategy.${name} is required while ${conditionText(parameter)}`,
      "Set it.",
    );
  }
}

function checkRelations(
  { parameters, relations = [] }: StrategyDescriptor,
  values: SectionValues,
  issues: IssueList,
): void {
  const counted = (name: string) => {
    const parameter = parameters.find((one) => one.name === name);
    const value = values[name];
    const counts = parameter !== undefined && parameterCounts(parameter, parameters, values);
    return counts && typeof value === "number" ? value : null;
  };
  for (const { less, than } of relations) {
    const low = counted(less);
    const high = counted(than);
    if (low === null || high === null || low < high) continue;
    issues.invalid(
      `strategy.${less}`,
      `strategy.${less} must be below strategy.${than}, got ${low} and ${high}`,
      `Lower ${less} or raise ${than}.`,
    );
  }
}

const OWN_FILE = /\.(ts|wasm|m?js)$/;

/** What a section says that names code of the caller's; null when it names none. */
function ownCode(
  section: Readonly<Record<string, unknown>>,
): Pick<ConfigIssue, "field" | "message"> | null {
  const { module, name } = section;
  if (module !== undefined && module !== null) {
    return {
      field: "strategy.module",
      message: `strategy.module names ${show(module)}, and no modules are loaded here`,
    };
  }
  if (typeof name !== "string" || !(name.startsWith("callback:") || OWN_FILE.test(name))) {
    return null;
  }
  return {
    field: "strategy.name",
    message: `strategy.name ${show(name)} is a strategy of a program's own, which is not here`,
  };
}

/**
 * Reads the section; adds issues for a missing or unknown strategy and for its parameters.
 * @param more strategies besides the built-in ones
 */
export function readStrategy(
  value: unknown,
  issues: IssueList,
  more: readonly StrategyDescriptor[] = [],
): StrategyRead | null {
  const strategies = [...STRATEGIES, ...more];
  const names = strategies.map(({ id }) => id);
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
  const descriptor = strategies.find(({ id }) => id === name);
  const own = descriptor === undefined ? ownCode(value) : null;
  if (own !== null) {
    issues.add({
      ...own,
      code: "STRATEGY_REFUSED",
      hint: "In Node, backtest and perpmill run load it; over HTTP only built-in strategies and user:… are run.",
    });
    return null;
  }
  if (descriptor === undefined) {
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
  const values = readSection(value, strategySchema(descriptor), "strategy", issues, ["name"]);
  checkRequired(descriptor, values, issues);
  checkRelations(descriptor, values, issues);
  return { descriptor, values: { name: descriptor.id, ...values } };
}
