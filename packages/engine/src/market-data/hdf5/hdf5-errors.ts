/** What can be wrong with an HDF5 file, beside its rows. */
import { PerpmillError } from "../../errors.js";

/** `FORMAT_DAMAGED`: the library cannot make sense of the file. */
export function damagedHdf5(file: string, reason: string, cause?: unknown): PerpmillError {
  return new PerpmillError("FORMAT_DAMAGED", {
    message: `this HDF5 file is cut short or damaged: ${reason}`,
    where: { file },
    hint: "Make or copy the file again; a program that is still writing it must close it first.",
    cause,
  });
}

/** `FORMAT_UNSUPPORTED`: a sound file that does not hold bars in a way known here. */
export function unsupportedHdf5(file: string, message: string, hint: string): PerpmillError {
  return new PerpmillError("FORMAT_UNSUPPORTED", { message, where: { file }, hint });
}
