/** Problems of a configuration, collected so that one error names them all. */
import { type ErrorCode, type ErrorIssue, PerpmillError } from "../errors.js";
import { placeOf } from "./text-places.js";

/** What is wrong with one field. */
export interface ConfigIssue extends ErrorIssue {
  readonly code: Extract<
    ErrorCode,
    "CONFIG_INVALID" | "CONFIG_UNKNOWN_KEY" | "FUNDING_MISMATCH" | "STRATEGY_REFUSED"
  >;
}

/** Whether a value is an object with keys. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value as it is shown in a message: short, in JSON where it has a form there. */
export function show(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "number") return String(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function" || typeof value === "symbol") return `a ${typeof value}`;
  let text: string;
  try {
    text = JSON.stringify(value) ?? typeof value;
  } catch {
    text = "an object that JSON cannot hold";
  }
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** Collects issues in the order in which they are found. */
export class IssueList {
  readonly #issues: ConfigIssue[] = [];

  add(issue: ConfigIssue): void {
    this.#issues.push(issue);
  }

  invalid(field: string, message: string, hint: string): void {
    this.add({ code: "CONFIG_INVALID", field, message, hint });
  }

  get count(): number {
    return this.#issues.length;
  }

  /**
   * Throws when something was found. Code, message and hint are those of the first issue; all of them
   * are in `issues`.
   * @param input the configuration as it was given, to find lines and columns of a parsed text
   */
  throwIfAny(input: unknown, file: string | undefined): void {
    if (this.#issues.length === 0) return;
    const first = this.#issues[0];
    throw new PerpmillError(first.code, {
      message: first.message,
      where: {
        ...(file === undefined ? {} : { file }),
        ...placeOf(input, first.field),
        ...(first.field === "" ? {} : { field: first.field }),
      },
      hint: first.hint,
      issues: this.#issues.map(({ field, message, hint }) => ({ field, message, hint })),
    });
  }
}
