/** A configuration with nothing in it that holds anyway: short enough to read, save and share. */
import {
  type ConfigInput,
  canonicalJson,
  PerpmillError,
  parseConfig,
  presetInfo,
} from "@perpmill/engine";
import { withValue } from "./config-path";

function isMembers(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function leavesOf(value: unknown, path = ""): readonly string[] {
  if (!isMembers(value)) return [path];
  return Object.entries(value).flatMap(([key, member]) =>
    leavesOf(member, path === "" ? key : `${path}.${key}`),
  );
}

function meaning(config: unknown): string | null {
  try {
    return canonicalJson(parseConfig(config));
  } catch (error) {
    if (error instanceof PerpmillError) return null;
    throw error;
  }
}

/** The preset that an instrument is, number by number. */
function named(config: ConfigInput): ConfigInput {
  const { instrument } = config;
  if (typeof instrument === "string" || instrument.preset) return config;
  const preset = presetInfo(instrument.symbol ?? "");
  return preset === null ? config : { ...config, instrument: preset.name };
}

/**
 * The configuration without what equals its default: it means the same to the engine. One that the
 * engine refuses comes back as it is.
 */
export function withoutDefaults(config: ConfigInput): ConfigInput {
  const whole = meaning(config);
  if (whole === null) return config;
  const byName = named(config);
  let kept = meaning(byName) === whole ? byName : config;
  for (const path of leavesOf(kept)) {
    const less = withValue(kept, path, undefined);
    if (meaning(less) === whole) kept = less;
  }
  return kept;
}
