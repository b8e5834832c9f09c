import { PerpmillError } from "../errors.js";

/** `BARS_TRUNCATED`, for a compressed file that is cut short or damaged. */
export function damagedArchive(file: string, reason: string, cause?: unknown): PerpmillError {
  return new PerpmillError("BARS_TRUNCATED", {
    message: `the compressed file is cut short or damaged: ${reason}`,
    where: { file },
    hint: "Download the file again and compare its size or checksum.",
    cause,
  });
}

/** An error of an inflating library as one of ours; our own pass through. */
export function asDamagedArchive(file: string, error: unknown): unknown {
  if (error instanceof PerpmillError) return error;
  return damagedArchive(file, error instanceof Error ? error.message : String(error), error);
}
