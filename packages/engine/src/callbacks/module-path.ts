/** Configurations that name a module of the caller's. */
import { isRecord } from "../config/issues.js";

/** What `strategy.module` of a configuration says; null when there is none. */
export function modulePathOf(section: unknown): string | null {
  const path = isRecord(section) ? section.module : undefined;
  return typeof path === "string" ? path : null;
}
