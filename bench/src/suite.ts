/** What a suite is given and what it gives back. */

import type { KernelMarket } from "../../packages/engine/src/internal/kernel-market.js";
import type { Bars } from "../../packages/engine/src/market-data/bars.js";
import type { CProgram } from "./c-program.js";
import type { Machine } from "./machine.js";

export interface SuiteContext {
  /** synthetic, five years unless told */
  readonly bars: Bars;
  /** `bars` in a kernel memory */
  readonly market: KernelMarket;
  /** null: there is no gcc */
  readonly program: CProgram | null;
  /** times that the round of all tasks is gone through */
  readonly rounds: number;
  /** a folder for files that go with the measurement */
  readonly folder: string;
  readonly log: (line: string) => void;
}

/** A table, and the numbers that it was made from. */
export interface SuiteResult {
  readonly title: string;
  /** what was measured and how to read it; one string a paragraph */
  readonly notes: readonly string[];
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly data: unknown;
}

export interface Suite {
  /** of its file in results/ */
  readonly name: string;
  /** why it cannot run here; null: it can */
  readonly whyNot?: () => string | null;
  run(context: SuiteContext): Promise<SuiteResult>;
}

/** As it is stored. */
export interface StoredResult extends SuiteResult {
  readonly machine: Machine;
}

/** A suite's table as Markdown: the first column to the left, numbers to the right. */
export function markdownTable({ head, rows }: Pick<SuiteResult, "head" | "rows">): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rule = head.map((_, column) => (column === 0 ? "---" : "---:"));
  return [line(head), line(rule), ...rows.map(line)].join("\n");
}
