import { PerpmillError } from "../errors.js";

/** `FORMAT_DAMAGED`, for content of a known format that cannot be read. */
export function damagedFormat(
  format: string,
  file: string,
  reason: string,
  cause?: unknown,
): PerpmillError {
  return new PerpmillError("FORMAT_DAMAGED", {
    message: `this ${format} file is cut short, damaged or made in an unknown way: ${reason}`,
    where: { file },
    hint: "Make or download the file again, or give the same bars as CSV.",
    cause,
  });
}

/** An error of a decoding library as one of ours; our own pass through. */
export function asDamagedFormat(format: string, file: string, error: unknown): PerpmillError {
  if (error instanceof PerpmillError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return damagedFormat(format, file, reason.slice(0, 200), error);
}
