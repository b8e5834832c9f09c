import { PerpmillError } from "../errors.js";

/** `BARS_EMPTY`, for a source of which not one row is left. */
export function emptyError(file: string, skippedRows: number): PerpmillError {
  const reason = skippedRows > 0 ? `all ${skippedRows} rows are bad` : "there is no row";
  return new PerpmillError("BARS_EMPTY", {
    message: `nothing to read: ${reason}`,
    where: { file },
    hint: "Check that the file is the one you meant; a header alone is not enough.",
  });
}
