/** Values of a configuration by path, such as `strategy.bidSpread`, without changing what is shared. */
import type { ConfigInput } from "@perpmill/engine";

type Members = Readonly<Record<string, unknown>>;

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function memberOf(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return value[Number(key)];
  return isMembers(value) ? value[key] : undefined;
}

/** The value at a path; undefined where nothing is set. */
export function valueAt(config: ConfigInput, path: string): unknown {
  let value: unknown = config;
  for (const key of path.split(".")) value = memberOf(value, key);
  return value;
}

/** An instrument by its name alone becomes that preset with changes. */
function membersOf(value: unknown, path: string): Members {
  if (path === "instrument" && typeof value === "string") return { preset: value };
  return isMembers(value) ? value : {};
}

function replaced(value: unknown, path: string, keys: readonly string[], next: unknown): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return next;
  const below = path === "" ? key : `${path}.${key}`;
  if (Array.isArray(value)) {
    const row = replaced(value[Number(key)], below, rest, next);
    return value.map((one, index) => (index === Number(key) ? row : one));
  }
  const members = membersOf(value, path);
  const { [key]: old, ...others } = members;
  const inner = replaced(old, below, rest, next);
  if (inner !== undefined) return { ...members, [key]: inner };
  const names = Object.keys(others);
  if (path === "instrument" && names.length === 1 && names[0] === "preset") return others.preset;
  return names.length === 0 && path !== "" ? undefined : others;
}

/**
 * A configuration with another value at a path; undefined takes it out, so that its default holds,
 * and the section with it when nothing is left there.
 */
export function withValue(config: ConfigInput, path: string, value: unknown): ConfigInput {
  return replaced(config, "", path.split("."), value) as ConfigInput;
}
