/** Whatever was caught, as one kind of failure. */
import { ApiFailure } from "../api/failure";
import { TabFailure } from "./tab-engine";

/** What was caught, as a failure with a code. */
export function asFailure(error: unknown): TabFailure {
  if (error instanceof TabFailure) return error;
  if (error instanceof ApiFailure) {
    const { code, message, hint, field } = error;
    return new TabFailure({ code, message, hint, field });
  }
  const message = error instanceof Error ? error.message : String(error);
  return new TabFailure({ code: "INTERNAL", message, hint: null, field: null });
}
