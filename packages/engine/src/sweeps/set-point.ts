/** The configuration of one row. */
import { SIZE_KEYS } from "../config/read-field.js";
import type { NormalisedConfig } from "../config/types.js";
import type { AxisValue } from "./axis.js";

function withMember(container: unknown, keys: readonly string[], value: AxisValue): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return value;
  if (Array.isArray(container)) {
    return container.map((one, at) => (String(at) === key ? withMember(one, rest, value) : one));
  }
  const members = (container ?? {}) as Readonly<Record<string, unknown>>;
  // A size has one form: naming the other one replaces it.
  const kept = rest.length === 0 && SIZE_KEYS.includes(key) ? {} : members;
  return { ...kept, [key]: withMember(members[key], rest, value) };
}

/**
 * A configuration with the values of a point, unchecked.
 * @param paths of the axes, known to be fields of it
 */
export function configAt(
  base: NormalisedConfig,
  paths: readonly string[],
  point: readonly AxisValue[],
): unknown {
  return paths.reduce<unknown>(
    (config, path, at) => withMember(config, path.split("."), point[at] ?? null),
    base,
  );
}
