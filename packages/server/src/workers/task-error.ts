/** Errors on their way from a process to the server, and what they become there. */
import { basename, dirname, sep } from "node:path";
import { ERROR_CODES, type ErrorCode, PerpmillError } from "@perpmill/engine";
import { SERVER_ERRORS, ServerError, type ServerErrorCode } from "../errors.js";
import type { TaskError } from "./protocol.js";

/** Codes of the file system that an operator can do something about. */
const FULL_CODES: ReadonlySet<unknown> = new Set(["ENOSPC", "EDQUOT"]);
/** V8's words for memory that was not to be had outside its heap. */
const NO_MEMORY = /could not allocate memory|allocation failed|Cannot grow memory|out of memory/i;

/**
 * An error as it travels. Folders of the server are taken out of its words: they are nobody's business.
 * @param paths files that the task names
 */
export function toTaskError(error: unknown, paths: readonly string[]): TaskError {
  const place = new Set(paths.map((path) => dirname(path) + sep));
  const clean = (text: string): string =>
    [...place].reduce((rest, folder) => rest.replaceAll(folder, ""), text);
  if (error instanceof PerpmillError) {
    const { file, line, column, field } = error.where;
    return {
      code: error.code,
      message: clean(error.detail),
      field: field ?? null,
      hint: error.hint === null ? null : clean(error.hint),
      where: {
        ...(file === undefined ? {} : { file: basename(file) }),
        ...(line === undefined ? {} : { line }),
        ...(column === undefined ? {} : { column }),
      },
      issues: error.issues,
      diagnostics: error.diagnostics,
      stack: null,
    };
  }
  const code = serverCodeOf(error);
  const message = code === "SERVER_FAULT" ? textOf(error) : SERVER_ERRORS[code].title.en;
  const stack = error instanceof Error ? (error.stack ?? null) : null;
  return { code, message, field: null, hint: null, where: {}, issues: [], diagnostics: [], stack };
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function serverCodeOf(error: unknown): ServerErrorCode {
  if (error instanceof ServerError) return error.code;
  if (!(error instanceof Error)) return "SERVER_FAULT";
  if ("code" in error && FULL_CODES.has(error.code)) return "STORAGE_FULL";
  if (error instanceof RangeError && NO_MEMORY.test(error.message)) return "WORKER_MEMORY";
  return "SERVER_FAULT";
}

/** The error that a process reported, to be thrown in the server. */
export function fromTaskError(error: TaskError): PerpmillError | ServerError {
  const { code, message, field, hint, where, issues, diagnostics, stack } = error;
  if (isEngineCode(code)) {
    return new PerpmillError(code, {
      message,
      where: { ...where, ...(field === null ? {} : { field }) },
      ...(hint === null ? {} : { hint }),
      issues,
      diagnostics,
    });
  }
  if (!isServerCode(code) || code === "SERVER_FAULT") {
    return new ServerError("SERVER_FAULT", { cause: stack ?? message });
  }
  return new ServerError(code, { message, ...(field === null ? {} : { field }) });
}

function isEngineCode(code: string): code is ErrorCode {
  return (ERROR_CODES as readonly string[]).includes(code);
}

function isServerCode(code: string): code is ServerErrorCode {
  return Object.hasOwn(SERVER_ERRORS, code);
}
