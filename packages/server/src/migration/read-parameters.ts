/** Files of parameters of the older system: JSON, or Python with literals. */
import { readFile } from "node:fs/promises";
import { type Literal, pythonLiterals } from "./python-literals.js";

export interface OldParameters {
  readonly values: ReadonlyMap<string, Literal>;
  /** names whose values cannot be read without running Python */
  readonly left: readonly string[];
}

const BYTES_MAX = 1 << 20;

/**
 * @returns null for a file that holds no parameters
 * @throws errors of the file system, SyntaxError for what is no JSON
 */
export async function readParameters(path: string): Promise<OldParameters | null> {
  const text = await readFile(path, "utf8");
  if (text.length > BYTES_MAX) return null;
  if (/\.py$/i.test(path)) {
    const { values, left } = pythonLiterals(text);
    return values.size === 0 ? null : { values, left };
  }
  const value: unknown = JSON.parse(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  return { values: new Map(Object.entries(value as Record<string, Literal>)), left: [] };
}
