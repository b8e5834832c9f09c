/** How a command ends when it does not succeed: one block on stderr and an exit code. */
import { sep } from "node:path";
import { CommanderError } from "commander";
import { type Diagnostic, PerpmillError } from "../errors.js";
import type { CommandContext } from "./context.js";
import { coloursOf } from "./print/colours.js";

/** Exit codes of the command. */
export const EXIT = { ok: 0, failure: 1, badInput: 2, interrupted: 130 } as const;

/** Of several mistakes in a configuration, those that are printed; `--json` has all. */
const ISSUES_SHOWN = 8;

/** What is printed about a failure. */
interface Failure {
  readonly exitCode: number;
  readonly code: string;
  readonly message: string;
  readonly where: object;
  readonly hint: string | null;
  readonly issues: readonly { field: string; message: string; hint: string }[];
  /** what a compiler found, all of it; absent: nothing was compiled */
  readonly diagnostics?: readonly Diagnostic[];
}

/** Codes of work that failed although the input was good. */
const FAILURE_CODES: ReadonlySet<string> = new Set([
  "CACHE_DAMAGED",
  "DOWNLOAD_CHECKSUM",
  "DOWNLOAD_FAILED",
  "OUTPUT_FAILED",
  "SWEEP_FAILED",
]);

function fromPerpmill(error: PerpmillError, usageHint: string): Failure {
  return {
    exitCode: FAILURE_CODES.has(error.code) ? EXIT.failure : EXIT.badInput,
    code: error.code,
    message: error.message,
    where: error.where,
    hint: error.hint ?? (error.code === "USAGE" ? usageHint : null),
    issues: error.issues.slice(1),
    ...(error.diagnostics.length === 0 ? {} : { diagnostics: error.diagnostics }),
  };
}

function failureOf(error: unknown, { host, texts }: CommandContext, usage: string): Failure {
  const plain = { where: {}, issues: [] };
  const aborted = error instanceof PerpmillError && error.code === "ABORTED";
  if (host.signal.aborted || aborted) {
    const exitCode = EXIT.interrupted;
    // Work that goes on where it stopped says so itself.
    if (aborted && error.hint !== null) {
      const { detail, hint } = error;
      return { ...plain, exitCode, code: "ABORTED", message: detail, hint };
    }
    return { ...plain, exitCode, code: "ABORTED", message: texts.aborted, hint: texts.abortedHint };
  }
  if (error instanceof PerpmillError) return fromPerpmill(error, texts.usageHint(usage));
  if (error instanceof CommanderError) {
    const message = error.message.replace(/^error: /, "").replace(/\n/g, " ");
    return {
      ...plain,
      exitCode: EXIT.badInput,
      code: "USAGE",
      message,
      hint: texts.usageHint(usage),
    };
  }
  const text = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error && host.env.PERPMILL_DEBUG ? `\n${error.stack}` : "";
  const message = `${texts.internal}: ${text}${stack}`;
  return { ...plain, exitCode: EXIT.failure, code: "INTERNAL", message, hint: texts.internalHint };
}

function block(failure: Omit<Failure, "exitCode">, { host, texts }: CommandContext): string {
  const paint = coloursOf(host.stderr, host.env);
  const meaning = texts.codeMeaning[failure.code];
  const code = meaning === undefined ? failure.code : `${failure.code}（${meaning}）`;
  const lines = [
    `${paint.red(paint.bold(texts.errorLabel))} ${paint.bold(code)}: ${failure.message}`,
  ];
  if (failure.hint !== null) lines.push(`${paint.cyan(texts.hintLabel)}: ${failure.hint}`);
  const others = failure.diagnostics?.slice(1) ?? [];
  if (others.length > 0) lines.push(texts.moreIssues(others.length));
  for (const { file, line, column, message, hint } of others) {
    const sentence = message.endsWith(".") ? message : `${message}.`;
    lines.push(`  ${file}:${line}:${column} ${sentence}${hint === "" ? "" : ` ${hint}`}`);
  }
  if (failure.issues.length > 0) {
    lines.push(texts.moreIssues(failure.issues.length));
    const shown = failure.issues.slice(0, ISSUES_SHOWN);
    for (const issue of shown) lines.push(`  ${issue.message}. ${issue.hint}`);
    const others = failure.issues.length - shown.length;
    if (others > 0) lines.push(`  ${texts.furtherIssues(others)}`);
  }
  return `${lines.join("\n")}\n`;
}

/**
 * Writes what went wrong to stderr, as text or as one JSON object.
 * @param usage the command whose help fits, such as `perpmill run`
 * @returns the exit code
 */
export function reportFailure(
  error: unknown,
  context: CommandContext,
  options: { readonly json: boolean; readonly usage: string },
): number {
  const { exitCode, ...failure } = failureOf(error, context, options.usage);
  // Readers are given absolute paths; people wrote them relative to where they are.
  const here = `${context.host.cwd}${sep}`;
  const shown = { ...failure, message: failure.message.replaceAll(here, "") };
  context.host.stderr.write(
    options.json ? `${JSON.stringify({ error: shown })}\n` : block(shown, context),
  );
  return exitCode;
}
