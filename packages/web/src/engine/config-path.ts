/** Values of a configuration by path, such as `strategy.bidSpread`, without changing what is shared. */
import type { ConfigInput } from "@perpmill/engine";

type Members = Readonly<Record<string, unknown>>;

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at a path; undefined where nothing is set. */
export function valueAt(config: ConfigInput, path: string): unknown {
  let value: unknown = config;
  for (const key of path.split(".")) value = isMembers(value) ? value[key] : undefined;
  return value;
}

function replaced(value: unknown, keys: readonly string[], next: unknown): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return next;
  const members = isMembers(value) ? value : {};
  const { [key]: old, ...others } = members;
  const inner = replaced(old, rest, next);
  if (inner === undefined) return others;
  return { ...members, [key]: inner };
}

/** A configuration with another value at a path; undefined takes it out, so that its default holds. */
export function withValue(config: ConfigInput, path: string, value: unknown): ConfigInput {
  return replaced(config, path.split("."), value) as ConfigInput;
}
