/** Errors of the server as the page shows them. */
import type { Problem } from "@perpmill/server/api";

/** What the server answered, or that it did not. Branch on `code`. */
export class ApiFailure extends Error {
  override readonly name = "ApiFailure";
  /** HTTP status; 0: no answer */
  readonly status: number;
  readonly code: string;
  readonly hint: string | null;
  readonly field: string | null;

  constructor(status: number, problem: Partial<Problem> & { readonly code: string }) {
    super(problem.message ?? problem.code);
    this.status = status;
    this.code = problem.code;
    this.hint = problem.hint ?? null;
    this.field = problem.field ?? null;
  }
}

/** Code of a request that got no answer. */
export const OFFLINE = "OFFLINE";
