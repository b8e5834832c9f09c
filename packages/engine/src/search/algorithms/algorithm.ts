/**
 * What every search algorithm is: it asks for the values of points, is told them, and asks again. It
 * knows dimensions and numbers only, draws from its seed alone, and asks batches of a size that does not
 * depend on who answers, so that its questions are the same everywhere.
 */
import type { SearchPoint } from "../space/dimension.js";

/** A point whose values are asked for. */
export interface Question {
  readonly point: SearchPoint;
  /** share of the whole time that is enough, 0..1 */
  readonly timeShare: number;
}

/** What became of a point. */
export interface Answer {
  /** by objective, less is better; of no meaning where `violation` is above 0 */
  readonly values: readonly number[];
  /** 0: feasible; else how far from it, Infinity where nothing is known but that */
  readonly violation: number;
}

export interface SearchAlgorithm {
  /** points that do not wait for each other, one at least */
  ask(): readonly Question[];
  /** @param answers to all that was asked last, in its order */
  tell(answers: readonly Answer[]): void;
}

/** Questions about the whole time. */
export function wholeTime(points: readonly SearchPoint[]): Question[] {
  return points.map((point) => ({ point, timeShare: 1 }));
}

/**
 * Order of answers with one objective: what is feasible by its value, then the rest by its violation
 * (K. Deb, "An efficient constraint handling method for genetic algorithms", 2000).
 */
export function compareAnswers(a: Answer, b: Answer): number {
  if (a.violation !== b.violation) return a.violation < b.violation ? -1 : 1;
  if (a.violation > 0 || a.values[0] === b.values[0]) return 0;
  return a.values[0] < b.values[0] ? -1 : 1;
}
