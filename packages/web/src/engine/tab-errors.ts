/** What went wrong in the worker, as it travels: always with a code that says what to do. */
import { PerpmillError } from "@perpmill/engine";
import type { TabError } from "./protocol";

/** Codes that are not the engine's. Their words are in the locales, under `tabError`. */
export const TAB_ERROR_CODES = [
  "ENGINE_STOPPED",
  "OUT_OF_MEMORY",
  "FILE_CHANGED",
  "STRATEGY_STUCK",
] as const;
export type TabErrorCode = (typeof TAB_ERROR_CODES)[number];

/** What browsers say when an allocation fails: a RangeError whose words differ. */
const NO_MEMORY = /memory|array (buffer )?allocation|invalid (array|typed array) length/i;

function codeOf(error: unknown): TabErrorCode | "INTERNAL" {
  if (error instanceof RangeError && NO_MEMORY.test(error.message)) return "OUT_OF_MEMORY";
  // A file that was moved, changed or locked after it was chosen.
  const name = error instanceof DOMException ? error.name : "";
  return name === "NotReadableError" || name === "NotFoundError" ? "FILE_CHANGED" : "INTERNAL";
}

/** What another thread was refused, on its way to the page. */
export class TabRefusal extends Error {
  readonly refused: TabError;

  constructor(refused: TabError) {
    super(refused.message);
    this.refused = refused;
  }
}

function chain(error: unknown): unknown[] {
  const causes: unknown[] = [error];
  for (let at = error; at instanceof Error && at.cause !== undefined; at = at.cause) {
    causes.push(at.cause);
  }
  return causes;
}

/** An error as the page is told of it. */
export function errorOf(error: unknown): TabError {
  if (error instanceof TabRefusal) return error.refused;
  const own = chain(error)
    .map(codeOf)
    .find((code) => code !== "INTERNAL");
  const message = error instanceof Error ? error.message : String(error);
  if (own !== undefined) return { code: own, message, hint: null, field: null };
  if (error instanceof PerpmillError) {
    const { code, detail, hint, where } = error;
    return { code, message: detail, hint, field: where.field ?? null };
  }
  return { code: "INTERNAL", message, hint: null, field: null };
}
