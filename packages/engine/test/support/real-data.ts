/** Where the exchange data beside the repository are, and whether they are there. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

const DATA = resolve(import.meta.dirname, "../../../../../shared/data");

/** Whether there are any; their absence is printed. */
export const hasRealData = existsSync(DATA);
if (!hasRealData) console.log("SKIPPED: there is no ../shared/data beside the repository");

/** Path of a file or glob of the data. */
export function realData(...parts: readonly string[]): string {
  return join(DATA, ...parts);
}
