/** How a strategy that misbehaves ends its run: one error that says where, with what, and why. */
import { PerpmillError } from "../errors.js";

/** What a strategy was doing. */
export interface Moment {
  readonly strategy: string;
  readonly call: "start" | "onBar" | "quote" | "reach";
  /** index of the bar in the run; null: before the first */
  readonly bar: number | null;
  /** UTC ms */
  readonly timeMs: number | null;
}

/** What it did wrong, before it is known when. */
export class Misbehaviour extends Error {
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}

function when({ bar, timeMs }: Moment): string {
  if (bar === null || timeMs === null) return "before the first bar";
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
  const { strategy, call, bar, timeMs } = moment;
  const own = cause instanceof Misbehaviour;
  const what = own ? cause.message : `threw ${causeText(cause)}`;
  return new PerpmillError("STRATEGY_FAILED", {
    message: `${strategy} ${what} in ${call}, ${when(moment)}`,
    where: { ...(bar === null ? {} : { bar }), ...(timeMs === null ? {} : { timeMs }) },
    hint: own
      ? cause.hint
      : `Look at ${call} with the data of that moment; a run can be repeated exactly.`,
    ...(own ? {} : { cause }),
  });
}
