/** A strategy's source, and places in it. */
import { sha256 } from "hash-wasm";
import type { Diagnostic } from "../errors.js";

/** Something wrong at a place of the source; `start` counts characters. */
export interface SourceProblem {
  readonly start: number;
  readonly length: number;
  readonly message: string;
  /** empty: nothing is known to help */
  readonly hint: string;
}

/** The text with line ends as LF and without a byte order mark: what is compiled, shown and hashed. */
export function normaliseSource(source: string): string {
  return source.replace(/^\uFEFF/, "").replaceAll(/\r\n?/g, "\n");
}

/** SHA-256 of a source, 64 lower-case hex digits: the version of a strategy. */
export function sourceHash(source: string): Promise<string> {
  return sha256(normaliseSource(source));
}

/** A problem with its place in lines and columns, counted from 1. */
export function diagnosticOf(source: string, file: string, problem: SourceProblem): Diagnostic {
  const before = source.slice(0, problem.start);
  const lineStart = before.lastIndexOf("\n") + 1;
  return {
    file,
    line: before.split("\n").length,
    column: problem.start - lineStart + 1,
    length: problem.length,
    message: problem.message,
    hint: problem.hint,
  };
}
