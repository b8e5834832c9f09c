import { PerpmillError } from "../../errors.js";

/** `FORMAT_UNSUPPORTED`: a pickle that says or holds what a cache of bars does not. */
export function refusedPickle(file: string, reason: string): PerpmillError {
  return new PerpmillError("FORMAT_UNSUPPORTED", {
    message: `this pickle is not a cache of bars: ${reason}`,
    where: { file },
    hint: "Pickles are parsed and never run: only the tuple (timestamps, open, high, low, close, …) of numpy arrays is read; write other data as Parquet or CSV.",
  });
}
