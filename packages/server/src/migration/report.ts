/** What a migration says about each file. */
import type { Unmapped } from "./map-parameters.js";
import type { OldKind } from "./scan-folder.js";

/** `taken`: brought over now; `there`: brought before; `skipped`: not ours, or not readable. */
export type Outcome = "taken" | "there" | "skipped";

export interface FileReport {
  /** below the old folder */
  readonly file: string;
  readonly kind: OldKind;
  readonly outcome: Outcome;
  /** one sentence: what came of it, or why nothing did */
  readonly detail: string;
  /** of parameters: old names by the path that they became */
  readonly taken?: Readonly<Record<string, string>>;
  /** of parameters: what has no counterpart, and why */
  readonly unmapped?: readonly Unmapped[];
  /** of bars: id of the data set */
  readonly dataSetId?: string;
  /** of history */
  readonly runs?: { readonly taken: number; readonly there: number; readonly skipped: number };
}

export interface MigrationReport {
  readonly folder: string;
  readonly dryRun: boolean;
  readonly files: readonly FileReport[];
  /** how many other files the folder has */
  readonly otherFiles: number;
}

/** An error as one sentence. */
export function sentenceOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split("\n")[0] ?? text;
}
