/** What a path of a configuration stands for. */
import type { NormalisedConfig } from "../config/types.js";
import type { Operand } from "./expression/parse.js";

/** The number, text or switch at a path; null where there is none. */
export function configValue(config: NormalisedConfig, path: string): Operand {
  let value: unknown = config;
  for (const key of path.split(".")) {
    if (typeof value !== "object" || value === null) return null;
    value = Reflect.get(value, key);
  }
  const isOperand = ["number", "string", "boolean"].includes(typeof value);
  return isOperand ? (value as Operand) : null;
}
