/**
 * Results on their way to the server. A run's columns come to a hundred megabytes at times; as one message
 * they would hold the server's event loop for as long as it takes to read them.
 */
import type { ResultPiece, TaskResult } from "./protocol.js";

/** A result without what is sent ahead of it, and that, in order. */
export interface SplitResult {
  readonly pieces: readonly ResultPiece[];
  readonly rest: TaskResult;
}

/** What of a result is sent ahead: the columns of a run, nothing of others. */
export function splitResult(result: TaskResult): SplitResult {
  if (result.kind !== "run") return { pieces: [], rest: result };
  const { trades, equity } = result;
  const pieces = [
    ...trades.map((piece) => ({ part: "trades", piece }) as const),
    ...equity.map((piece) => ({ part: "equity", piece }) as const),
  ];
  return { pieces, rest: { ...result, trades: [], equity: [] } };
}

/** The result that `splitResult` took apart. */
export function joinResult({ pieces, rest }: SplitResult): TaskResult {
  if (rest.kind !== "run" || pieces.length === 0) return rest;
  const of = (wanted: ResultPiece["part"]) =>
    pieces.filter(({ part }) => part === wanted).map(({ piece }) => piece);
  return { ...rest, trades: of("trades"), equity: of("equity") };
}
