/** Sizes of files for people. */
import { plainNumber } from "../../reports/number-text.js";

const UNITS = ["B", "kB", "MB", "GB", "TB"];

/** `73.6 MB` of a number of bytes, powers of 1000. */
export function sizeText(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${plainNumber(bytes / 1000 ** power, 3)} ${UNITS[power]}`;
}
