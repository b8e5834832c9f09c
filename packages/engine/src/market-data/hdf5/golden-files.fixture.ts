/** The bars of test/data-files, one CSV and the same in every other layout. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Bars } from "../bars.js";
import { loadBars } from "../load-node.js";

export const GOLDEN = fileURLToPath(new URL("../../../test/data-files/python/", import.meta.url));

/** Names of the files with an ending. */
export function goldenFiles(ending: string): string[] {
  return readdirSync(GOLDEN).filter((name) => name.endsWith(ending));
}

export function goldenBytes(name: string): Uint8Array {
  return readFileSync(GOLDEN + name);
}

/** The bars of the CSV. */
export function goldenBars(): Promise<Bars> {
  return loadBars(`${GOLDEN}bars.csv`);
}

/** Bars without what only says where they come from. */
export function content({ source, ...bars }: Bars): Omit<Bars, "source"> {
  return bars;
}
