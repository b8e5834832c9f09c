/** What happens to a row that fails a check: an error, or counted and left out. */
import { type ErrorCode, type ErrorDetails, PerpmillError } from "../errors.js";

const REASONS_KEPT = 5;

/** Collects bad rows over all files of one source. */
export class BadRows {
  skipped = 0;
  /** messages of the first few, with their places */
  readonly reasons: string[] = [];
  /** rows by error code */
  readonly byCode: Record<string, number> = {};
  private readonly skip: boolean;

  constructor(onBadRow: "error" | "skip" | undefined) {
    this.skip = onBadRow === "skip";
  }

  get skips(): boolean {
    return this.skip;
  }

  /** Throws, or counts the row when bad rows are skipped. */
  report(code: ErrorCode, details: ErrorDetails): void {
    const error = new PerpmillError(code, details);
    if (!this.skip) throw error;
    this.skipped += 1;
    this.byCode[code] = (this.byCode[code] ?? 0) + 1;
    if (this.reasons.length < REASONS_KEPT) this.reasons.push(`${code}: ${error.message}`);
  }
}
