/** A configuration from the text that the command line takes. */
import { type ConfigInput, normaliseConfig, parseConfigText } from "@perpmill/engine";

function configIn(document: unknown): unknown {
  const isResult = typeof document === "object" && document !== null && "resultHash" in document;
  return isResult && "config" in document ? document.config : document;
}

/**
 * @param text JSON of a configuration, or of a RESULT.json, whose configuration is taken
 * @param intervalMs of the bars that it will run on
 * @throws PerpmillError: every code of the configuration
 */
export function readConfig(text: string, file: string, intervalMs: number): ConfigInput {
  const input = configIn(parseConfigText(text, file)) as ConfigInput;
  // Only to refuse what the engine would: what is kept is what was written, defaults left out.
  normaliseConfig(input, { intervalMs, hasFundingFile: true });
  return input;
}
