/** Changes one value of a configuration by its path: the command's `--set strategy.bidSpread=0.003`. */
import { STRATEGIES } from "@perpmill/core-wasm/strategies";
import type { TObject } from "typebox";
import { PerpmillError } from "../errors.js";
import { exactNumber } from "../units.js";
import { isRecord } from "./issues.js";
import { nearestName } from "./nearest.js";
import { parseConfigText } from "./parse-text.js";
import { SIZE_KEYS } from "./read-field.js";
import { memberPath } from "./read-section.js";
import { INSTRUMENT, SECTIONS, TIER, TOP_LEVEL_KEYS } from "./schema.js";
import { strategySchema } from "./strategy-schema.js";
import { copyPlaces } from "./text-places.js";

/** Strategies whose parameters a path may name: the one chosen, all when none is known. */
function strategyMembers(config: unknown): TObject[] {
  const strategy = isRecord(config) ? config.strategy : undefined;
  const name = isRecord(strategy) ? strategy.name : undefined;
  const chosen = STRATEGIES.filter(({ id }) => id === name);
  return (chosen.length === 0 ? STRATEGIES : chosen).map(strategySchema);
}

function sizeNames(): ReadonlySet<string> {
  return new Set(
    STRATEGIES.flatMap(({ parameters }) =>
      parameters.filter(({ type }) => type === "size").map(({ name }) => `strategy.${name}`),
    ),
  );
}

/** Keys that may follow `parent`; empty when it has no members. */
function knownKeys(parent: string, config: unknown): readonly string[] {
  if (parent === "") return TOP_LEVEL_KEYS;
  if (parent === "instrument") return ["preset", ...Object.keys(INSTRUMENT.properties)];
  if (/^instrument\.tiers\.\d+$/.test(parent)) return Object.keys(TIER.properties);
  if (parent === "strategy") {
    const members = strategyMembers(config).flatMap((schema) => Object.keys(schema.properties));
    return [...new Set(["name", ...members])];
  }
  if (sizeNames().has(parent)) return SIZE_KEYS;
  const section = Object.entries(SECTIONS).find(([name]) => name === parent);
  return section === undefined ? [] : Object.keys(section[1].properties);
}

function checkKey(parent: string, key: string, container: unknown, config: unknown): void {
  const path = memberPath(parent, key);
  if (parent === "instrument.tiers") {
    const count = Array.isArray(container) ? container.length : 0;
    if (/^\d+$/.test(key) && Number(key) < count) return;
    throw new PerpmillError("CONFIG_UNKNOWN_KEY", {
      message: `${path} is not a row of ${parent}, which has ${count}`,
      where: { field: path },
      hint: `Count from 0, or set ${parent} to a whole list.`,
    });
  }
  const known = knownKeys(parent, config);
  if (known.includes(key)) return;
  throw new PerpmillError("CONFIG_UNKNOWN_KEY", {
    message: `${path} is not a known key`,
    where: { field: path },
    hint:
      known.length === 0
        ? `${parent} has no members.`
        : `Did you mean "${memberPath(parent, nearestName(key, known) ?? "")}"?`,
  });
}

function readValueText(text: string): unknown {
  const isNumber = typeof exactNumber(text.trim()) === "number";
  if (isNumber) return exactNumber(text.trim());
  try {
    return parseConfigText(text);
  } catch {
    return text;
  }
}

function copied(container: unknown, parent: string): object {
  if (Array.isArray(container)) return [...container];
  if (isRecord(container)) return { ...container };
  return parent === "instrument" && typeof container === "string" ? { preset: container } : {};
}

function withValue(
  container: unknown,
  parent: string,
  keys: readonly string[],
  value: unknown,
  config: unknown,
): object {
  const [key, ...rest] = keys;
  checkKey(parent, key, container, config);
  // A size has one form: naming the other one replaces it.
  const copy = sizeNames().has(parent) ? {} : copied(container, parent);
  const member = Object.hasOwn(copy, key) ? Reflect.get(copy, key) : undefined;
  const path = memberPath(parent, key);
  copyPlaces(container, copy, rest.length === 0 ? key : "");
  Reflect.set(copy, key, rest.length === 0 ? value : withValue(member, path, rest, value, config));
  return copy;
}

/**
 * The configuration with one value changed; the one given stays as it is.
 * @param config as read from a file, or normalised
 * @param path such as `strategy.bidSpread`, `strategy.size.quantity` or `instrument.tiers.0.maxLeverage`
 * @param valueText a JSON value; anything else is taken as text: `2024-01-01`, `random`
 * @throws CONFIG_UNKNOWN_KEY with the nearest path; the value itself is checked by `normaliseConfig`
 */
export function setConfigValue(config: unknown, path: string, valueText: string): object {
  const keys = path.replaceAll(/\[(\d+)\]/g, ".$1").split(".");
  return withValue(config, "", keys, readValueText(valueText), config);
}
