/** The rule of the field that an axis moves. */
import { STRATEGIES, type StrategyDescriptor } from "@perpmill/core-wasm/strategies";
import type { TSchema } from "typebox";
import { type FieldRule, ruleOf } from "../config/fields.js";
import { nearestName } from "../config/nearest.js";
import { SIZE_KEYS } from "../config/read-field.js";
import { INSTRUMENT, SECTIONS, TIER } from "../config/schema.js";
import { strategySchema } from "../config/strategy-schema.js";
import type { NormalisedConfig } from "../config/types.js";
import { PerpmillError } from "../errors.js";

const SIZE_AMOUNT: FieldRule = { kind: "decimal", above: 0 };

type Rules = ReadonlyMap<string, FieldRule>;

function addSection(rules: Map<string, FieldRule>, name: string, properties: object): void {
  for (const [key, schema] of Object.entries(properties)) {
    const rule = ruleOf(schema as TSchema);
    if (rule === null || rule.kind === "list") continue;
    if (rule.kind !== "size") rules.set(`${name}.${key}`, rule);
    else for (const form of SIZE_KEYS) rules.set(`${name}.${key}.${form}`, SIZE_AMOUNT);
  }
}

/** Every field of a configuration that an axis can move, by its path. */
export function fieldRules(
  config: NormalisedConfig,
  strategies: readonly StrategyDescriptor[] = [],
): Rules {
  const rules = new Map<string, FieldRule>();
  addSection(rules, "instrument", INSTRUMENT.properties);
  config.instrument.tiers.forEach((_, row) => {
    addSection(rules, `instrument.tiers.${row}`, TIER.properties);
  });
  for (const [name, { properties }] of Object.entries(SECTIONS))
    addSection(rules, name, properties);
  const { name } = config.strategy;
  const chosen = [...STRATEGIES, ...strategies].find(({ id }) => id === name);
  if (chosen !== undefined) addSection(rules, "strategy", strategySchema(chosen).properties);
  return rules;
}

/**
 * The rule of one field.
 * @throws CONFIG_UNKNOWN_KEY with the nearest path
 */
export function fieldRule(
  path: string,
  config: NormalisedConfig,
  strategies: readonly StrategyDescriptor[] = [],
): FieldRule {
  const rules = fieldRules(config, strategies);
  const rule = rules.get(path);
  if (rule !== undefined) return rule;
  const forms = SIZE_KEYS.map((form) => `${path}.${form}`).filter((one) => rules.has(one));
  const near = forms[0] ?? nearestName(path, [...rules.keys()]);
  throw new PerpmillError("CONFIG_UNKNOWN_KEY", {
    message: `${path} is not a field that a sweep can move`,
    where: { field: path },
    hint: `Did you mean "${near}"?`,
  });
}
