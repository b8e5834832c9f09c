/** What differs between configurations. */
import { canonicalJson } from "../config/canonical-json.js";
import type { NormalisedConfig } from "../config/types.js";
import type { ResultJson } from "./result-json.js";

/** A path such as `strategy.bidSpread` and its value in each configuration; null: not there. */
export interface ConfigDifference {
  readonly path: string;
  readonly values: unknown[];
}

function collect(value: unknown, path: string, into: Map<string, unknown>): void {
  const isSection = typeof value === "object" && value !== null && !Array.isArray(value);
  if (!isSection) {
    into.set(path, value);
    return;
  }
  for (const [name, member] of Object.entries(value)) {
    collect(member, path === "" ? name : `${path}.${name}`, into);
  }
}

/** The paths at which configurations differ, in the order of their keys. */
export function compareConfigs(configs: readonly NormalisedConfig[]): ConfigDifference[] {
  const maps = configs.map((config) => {
    const values = new Map<string, unknown>();
    collect(config, "", values);
    return values;
  });
  const paths = new Set(maps.flatMap((values) => [...values.keys()]));
  return [...paths].flatMap((path) => {
    const values = maps.map((one) => one.get(path) ?? null);
    const texts = new Set(values.map(canonicalJson));
    return texts.size > 1 ? [{ path, values }] : [];
  });
}

/** Whether results are of the same bars: the same file, range and rule for holes. */
export function sameData(results: readonly Pick<ResultJson, "data">[]): boolean {
  const texts = results.map(({ data: { source: _, ...identity } }) => canonicalJson(identity));
  return new Set(texts).size <= 1;
}
