/** The one error class of the engine, and its registry of codes (documented in docs/errors.md). */

/** Where bad input was found; every member is optional and shown when present. */
export interface ErrorPlace {
  readonly file?: string;
  /** counted from 1, the header line included */
  readonly line?: number;
  /** counted from 1 */
  readonly column?: number;
  /** configuration path such as `strategy.bidSpread`, or a column name such as `high` */
  readonly field?: string;
  /** index of a bar in the run; in the message already, as is the time */
  readonly bar?: number;
  /** UTC ms in the run */
  readonly timeMs?: number;
}

/** One of several problems that an error reports together. */
export interface ErrorIssue {
  /** configuration path; empty for the whole */
  readonly field: string;
  readonly message: string;
  readonly hint: string;
}

/** What the compiler of strategies found at a place of a source. */
export interface Diagnostic {
  readonly file: string;
  /** counted from 1, as is the column */
  readonly line: number;
  readonly column: number;
  /** characters that it is about; 0: not known */
  readonly length: number;
  readonly message: string;
  /** what to do about it; empty: nothing is known */
  readonly hint: string;
}

export interface ErrorDetails {
  /** one sentence that shows the offending value */
  readonly message: string;
  readonly where?: ErrorPlace;
  /** what to do about it, one sentence */
  readonly hint?: string;
  /** every problem that was found, the one of `message` first */
  readonly issues?: readonly ErrorIssue[];
  /** everything that a compiler found, in the order of the source */
  readonly diagnostics?: readonly Diagnostic[];
  readonly cause?: unknown;
}

/** Every code the engine throws. Codes are stable: never renamed, never reused. */
export const ERROR_CODES = [
  "ABORTED",
  "ARCHIVE_TOO_LARGE",
  "BARS_BAD_ROW",
  "BARS_DUPLICATE",
  "BARS_EMPTY",
  "BARS_HIGH_LOW",
  "BARS_INTERVAL",
  "BARS_MISALIGNED",
  "BARS_NOT_POSITIVE",
  "BARS_NO_VOLUME",
  "BARS_PRICE_RANGE",
  "BARS_RANGE_EMPTY",
  "BARS_TRUNCATED",
  "BARS_UNSORTED",
  "CACHE_DAMAGED",
  "CALIBRATION_INVALID",
  "CONFIG_INVALID",
  "CONFIG_UNKNOWN_KEY",
  "DATASET_AMBIGUOUS",
  "DATASET_BUSY",
  "DATASET_DAMAGED",
  "DATASET_NOT_FOUND",
  "DOWNLOAD_CHECKSUM",
  "DOWNLOAD_EMPTY",
  "DOWNLOAD_FAILED",
  "FILE_NOT_CSV",
  "FILE_NOT_FOUND",
  "FILE_UNREADABLE",
  "FILL_UNKNOWN",
  "FORMAT_DAMAGED",
  "FORMAT_UNSUPPORTED",
  "FUNDING_BAD_ROW",
  "FUNDING_MISMATCH",
  "INSTRUMENT_FILE_INVALID",
  "OUTPUT_FAILED",
  "OUTPUT_NOT_WRITABLE",
  "PACKAGE_MISSING",
  "RESULT_INVALID",
  "RISK_INVALID",
  "SEARCH_INVALID",
  "STRATEGY_FAILED",
  "STRATEGY_INVALID",
  "STRATEGY_REFUSED",
  "SWEEP_FAILED",
  "SWEEP_INVALID",
  "TRADES_BAD_ROW",
  "TRADES_MISMATCH",
  "TRUST_INVALID",
  "USAGE",
  "WALK_FORWARD_INVALID",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

function placeText(where: ErrorPlace): string {
  const parts: string[] = [];
  if (where.file !== undefined) parts.push(where.file);
  if (where.line !== undefined) parts.push(`line ${where.line}`);
  if (where.column !== undefined) parts.push(`column ${where.column}`);
  if (where.field !== undefined) parts.push(`field ${where.field}`);
  return parts.join(", ");
}

/**
 * The only error the engine throws on bad input or failed work. Branch on `code`, never on text.
 */
export class PerpmillError extends Error {
  override readonly name = "PerpmillError";
  readonly code: ErrorCode;
  readonly where: ErrorPlace;
  readonly hint: string | null;
  /** the message without place and hint */
  readonly detail: string;
  /** every problem found, the one of `message` first; empty when the error is about one thing */
  readonly issues: readonly ErrorIssue[];
  /** everything that a compiler found; empty but for STRATEGY_INVALID */
  readonly diagnostics: readonly Diagnostic[];

  constructor(code: ErrorCode, details: ErrorDetails) {
    const place = details.where === undefined ? "" : placeText(details.where);
    super(place === "" ? details.message : `${details.message} (${place})`, {
      cause: details.cause,
    });
    this.code = code;
    this.detail = details.message;
    this.where = details.where ?? {};
    this.hint = details.hint ?? null;
    this.issues = details.issues ?? [];
    this.diagnostics = details.diagnostics ?? [];
  }
}
