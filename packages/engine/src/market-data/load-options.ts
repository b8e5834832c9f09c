/** Options of the readers of this folder, and what they report while they work. */
import { PerpmillError } from "../errors.js";
import { PRICE_DECIMALS_MAX } from "./decimal-text.js";

export interface LoadProgress {
  /** bytes of the source read so far, as stored (compressed where it is) */
  readonly bytes: number;
  /** null where the source does not say */
  readonly totalBytes: number | null;
  readonly rows: number;
}

export interface LoadOptions {
  /** `"error"` (default): the first bad row is an error; `"skip"`: bad rows are left out and counted */
  readonly onBadRow?: "error" | "skip" | undefined;
  readonly signal?: AbortSignal | undefined;
  /** called after every piece of input */
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
}

export interface LoadSeriesOptions extends LoadOptions {
  /** D in ms, checked against the data; default: the smallest distance of two rows */
  readonly intervalMs?: number | null | undefined;
}

export interface LoadBarsOptions extends LoadOptions {
  /** rounds prices half up to so many decimals, 0 to 22; default: as many as the data use */
  readonly priceDecimals?: number | null | undefined;
  /** D in ms; needed for a single bar, checked against the data otherwise */
  readonly intervalMs?: number | null | undefined;
  /** default: taken from file names such as `ETHUSDT-1m-2024-01.zip`, else null */
  readonly symbol?: string | null | undefined;
  /** which table of an HDF5 file that holds several, by its path; default: the only one */
  readonly table?: string | null | undefined;
}

/** Throws `ABORTED` when the caller has given up. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw new PerpmillError("ABORTED", { message: "reading was cancelled", cause: signal.reason });
}

/** Throws `CONFIG_INVALID` for options that can never be met. */
export function checkBarsOptions(options: LoadBarsOptions): void {
  const decimals = options.priceDecimals ?? 0;
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > PRICE_DECIMALS_MAX) {
    throw new PerpmillError("CONFIG_INVALID", {
      message: `price decimals must be a whole number from 0 to ${PRICE_DECIMALS_MAX}, not ${decimals}`,
      where: { field: "data.priceDecimals" },
      hint: "Leave it out to keep every price exactly as the data have it.",
    });
  }
  const intervalMs = options.intervalMs ?? 1;
  if (!Number.isInteger(intervalMs) || intervalMs < 1) {
    throw new PerpmillError("CONFIG_INVALID", {
      message: `the interval of the bars must be a whole number of ms above 0, not ${intervalMs}`,
      where: { field: "intervalMs" },
      hint: "Minute bars have an interval of 60000 ms.",
    });
  }
}
