/** Errors as problems: what a client is told, and what stays in the log. */
import { ERROR_TITLES_ZH, type ErrorCode, PerpmillError } from "@perpmill/engine";
import type { FastifyError } from "fastify";
import { databaseErrorCode } from "./db/database-errors.js";
import { SERVER_ERRORS, ServerError, type ServerErrorCode } from "./errors.js";
import type { Language } from "./language.js";
import type { Problem } from "./schemas/problem.js";

/** A problem and how it is answered. */
export interface Answer {
  readonly status: number;
  readonly problem: Problem;
  readonly retryAfterMs: number | null;
  /** whether it is the server's own fault, to be logged whole */
  readonly fault: boolean;
}

/** Codes of the engine whose input was good, or that say more than "unprocessable". */
const ENGINE_STATUS: Readonly<Partial<Record<ErrorCode, number>>> = {
  ABORTED: 409,
  ARCHIVE_TOO_LARGE: 413,
  CACHE_DAMAGED: 500,
  DATASET_BUSY: 409,
  DATASET_NOT_FOUND: 404,
  FILL_UNKNOWN: 404,
  DOWNLOAD_CHECKSUM: 502,
  DOWNLOAD_FAILED: 502,
  OUTPUT_FAILED: 500,
  PACKAGE_MISSING: 501,
};

/** A database that is busy is so for moments. */
const BUSY_RETRY_MS = 1000;

/** Errors of the file system that an operator can do something about. */
const SYSTEM_CODES: Readonly<Record<string, ServerErrorCode>> = {
  ENOSPC: "STORAGE_FULL",
  EDQUOT: "STORAGE_FULL",
  FST_ERR_CTP_BODY_TOO_LARGE: "REQUEST_TOO_LARGE",
  FST_REQ_FILE_TOO_LARGE: "REQUEST_TOO_LARGE",
};

function serverAnswer(error: ServerError, language: Language, requestId: string): Answer {
  const { title, hint, status } = SERVER_ERRORS[error.code];
  const own = error.message === title.en ? null : error.message;
  const message = language === "en" ? error.message : [title.zh, own].filter(Boolean).join("：");
  return {
    status,
    problem: {
      code: error.code,
      message,
      ...(error.field === null ? {} : { field: error.field }),
      hint: hint[language],
      requestId,
    },
    retryAfterMs: error.retryAfterMs,
    fault: status === 500,
  };
}

function engineAnswer(error: PerpmillError, language: Language, requestId: string): Answer {
  const status = ENGINE_STATUS[error.code] ?? 422;
  const field = error.where.field;
  const message =
    language === "en" ? error.detail : `${ERROR_TITLES_ZH[error.code]}：${error.detail}`;
  const issues = error.issues.slice(1);
  return {
    status,
    problem: {
      code: error.code,
      message,
      ...(field === undefined ? {} : { field }),
      hint: error.hint ?? "",
      requestId,
      ...(issues.length === 0 ? {} : { issues: [...issues] }),
      ...(error.diagnostics.length === 0 ? {} : { diagnostics: [...error.diagnostics] }),
    },
    retryAfterMs: null,
    fault: status === 500,
  };
}

function isFastifyError(error: unknown): error is FastifyError {
  return error instanceof Error && "code" in error && typeof error.code === "string";
}

function invalidRequest(error: FastifyError): ServerError {
  const first = error.validation?.[0];
  const path = first?.instancePath.replaceAll("/", ".") ?? "";
  const missing = first?.params.missingProperty ?? first?.params.additionalProperty;
  const inner = typeof missing === "string" ? `${path}.${missing}` : path;
  return new ServerError("REQUEST_INVALID", {
    message: error.message,
    field: `${error.validationContext ?? "request"}${inner}`,
    cause: error,
  });
}

/** The error as one of ours: what is not known becomes SERVER_FAULT, its text is not shown. */
function known(error: unknown): ServerError | PerpmillError {
  if (error instanceof ServerError || error instanceof PerpmillError) return error;
  if (!isFastifyError(error)) return new ServerError("SERVER_FAULT", { cause: error });
  if (error.validation !== undefined) return invalidRequest(error);
  const code = SYSTEM_CODES[error.code] ?? databaseErrorCode(error.code);
  if (code === "STORAGE_BUSY") {
    return new ServerError(code, { cause: error, retryAfterMs: BUSY_RETRY_MS });
  }
  if (code !== null) return new ServerError(code, { cause: error });
  const status = error.statusCode ?? 500;
  if (status === 413) return new ServerError("REQUEST_TOO_LARGE", { cause: error });
  if (status === 429) return new ServerError("RATE_LIMITED", { cause: error });
  if (status >= 400 && status < 500) {
    return new ServerError("REQUEST_INVALID", { message: error.message, cause: error });
  }
  return new ServerError("SERVER_FAULT", { cause: error });
}

/**
 * How an error is answered. Unknown ones are SERVER_FAULT without detail: the log has it, found by
 * the request id.
 */
export function answerOf(error: unknown, language: Language, requestId: string): Answer {
  const one = known(error);
  return one instanceof ServerError
    ? serverAnswer(one, language, requestId)
    : engineAnswer(one, language, requestId);
}

/** Problems are kept in this language, and told in that of whoever reads them. */
export const KEPT_LANGUAGE: Language = "en";

/** A problem that was kept (in English), with title and hint in the language of who reads it now. */
export function inLanguage(problem: Problem, language: Language): Problem {
  if (language === KEPT_LANGUAGE) return problem;
  const own = Object.hasOwn(SERVER_ERRORS, problem.code)
    ? SERVER_ERRORS[problem.code as ServerErrorCode]
    : null;
  if (own !== null) {
    const detail = problem.message === own.title.en ? null : problem.message;
    const message = [own.title.zh, detail].filter(Boolean).join("：");
    return { ...problem, message, hint: own.hint.zh };
  }
  const title = Object.hasOwn(ERROR_TITLES_ZH, problem.code)
    ? ERROR_TITLES_ZH[problem.code as ErrorCode]
    : null;
  return title === null ? problem : { ...problem, message: `${title}：${problem.message}` };
}
