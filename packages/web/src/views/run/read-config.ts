/** A configuration from the text that the command line takes. */
import { type ConfigInput, normaliseConfig, parseConfigText } from "@perpmill/engine";
import { withoutDefaults } from "../../engine/config-sparse";

function configIn(document: unknown): unknown {
  const isResult = typeof document === "object" && document !== null && "resultHash" in document;
  return isResult && "config" in document ? document.config : document;
}

/**
 * What the engine takes, short: what equals its default is left out. Whether funding rates are there is
 * seen when it is run.
 * @throws PerpmillError: every code of the configuration
 */
export function acceptConfig(input: unknown, intervalMs: number): ConfigInput {
  normaliseConfig(input, { intervalMs });
  return withoutDefaults(input as ConfigInput);
}

/**
 * @param text JSON of a configuration, comments allowed, or of a RESULT.json, whose configuration is taken
 * @param intervalMs of the bars that it will run on
 * @throws PerpmillError: every code of the configuration
 */
export function readConfig(text: string, file: string, intervalMs: number): ConfigInput {
  return acceptConfig(configIn(parseConfigText(text, file)), intervalMs);
}
