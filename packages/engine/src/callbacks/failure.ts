/** How a strategy that misbehaves ends its run: one error that says where, with what, and why. */
import { PerpmillError } from "../errors.js";

/** What a strategy was doing. */
export interface Moment {
  readonly strategy: string;
  /** null: not known */
  readonly call: "start" | "onBar" | "quote" | "reach" | null;
  /** index of the bar in the run; null: before the first */
  readonly bar: number | null;
  /** UTC ms */
  readonly timeMs: number | null;
  /** of the strategy's source, counted from 1; null or absent: not known */
  readonly line?: number | null;
  readonly column?: number | null;
}

/** What it did wrong, before it is known when. */
export class Misbehaviour extends Error {
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}

function when({ bar, timeMs, call }: Moment): string {
  if (bar === null || timeMs === null) {
    return call === null ? "while the run went on" : "before the first bar";
  }
  return `at bar ${bar}, ${new Date(timeMs).toISOString()}`;
}

function causeText(cause: unknown): string {
  if (cause instanceof Error) return `${cause.name}: ${cause.message}`;
  return String(cause);
}

/**
 * The error that ends the run.
 * @param cause what was thrown: by the strategy itself, or a Misbehaviour
 */
export function strategyFailed(moment: Moment, cause: unknown): PerpmillError {
  const { strategy, call, bar, timeMs, line = null, column = null } = moment;
  const own = cause instanceof Misbehaviour;
  const what = own ? cause.message : `threw ${causeText(cause)}`;
  return new PerpmillError("STRATEGY_FAILED", {
    message: `${strategy} ${what}${call === null ? "" : ` in ${call}`}, ${when(moment)}`,
    where: {
      ...(line === null ? {} : { line }),
      ...(column === null ? {} : { column }),
      ...(bar === null ? {} : { bar }),
      ...(timeMs === null ? {} : { timeMs }),
    },
    hint: own
      ? cause.hint
      : `Look at ${call ?? "the strategy"} with the data of that moment; a run can be repeated exactly.`,
    ...(own ? {} : { cause }),
  });
}
