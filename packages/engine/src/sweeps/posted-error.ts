/** Errors across threads, which keep no classes. */
import { PerpmillError } from "../errors.js";
import type { PostedError } from "./protocol.js";

export function postError(error: unknown): PostedError {
  const plain = { where: {}, hint: null, issues: [] };
  if (error instanceof PerpmillError) {
    const { code, detail, where, hint, issues, stack = null } = error;
    return { code, message: detail, where, hint, issues, stack };
  }
  if (!(error instanceof Error))
    return { ...plain, code: null, message: String(error), stack: null };
  return { ...plain, code: null, message: error.message, stack: error.stack ?? null };
}

export function receiveError({ code, message, where, hint, issues, stack }: PostedError): Error {
  if (code === null) {
    const error = new Error(message);
    if (stack !== null) error.stack = stack;
    return error;
  }
  return new PerpmillError(code, { message, where, issues, ...(hint === null ? {} : { hint }) });
}
