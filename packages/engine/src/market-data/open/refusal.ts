/** Errors for content that was recognised and cannot be what it was given as. */
import { PerpmillError } from "../../errors.js";
import type { Content } from "./recognise.js";

/** `FORMAT_UNSUPPORTED`, for content that no reader here takes. */
export function refusal(
  { what, hint }: Extract<Content, { readonly kind: "refused" }>,
  file: string,
): PerpmillError {
  return new PerpmillError("FORMAT_UNSUPPORTED", { message: what, where: { file }, hint });
}

/** `FORMAT_UNSUPPORTED`, for a series given where bars are wanted. */
export function notBars(kind: "funding" | "derived", file: string): PerpmillError {
  const [message, hint] =
    kind === "funding"
      ? ["these are funding rates, no bars", "Give them with --funding (funding in the library)."]
      : [
          "these are mark, index or premium prices: samples without volume, at which nothing was traded",
          "Give mark prices with --mark (mark in the library); no run takes index or premium prices. --format csv (format in the library) reads them as bars all the same.",
        ];
  return new PerpmillError("FORMAT_UNSUPPORTED", { message, where: { file }, hint });
}

/** `FORMAT_UNSUPPORTED`, for a format whose reader needs a file system. */
export function nodeOnly(format: string, file: string): PerpmillError {
  return new PerpmillError("FORMAT_UNSUPPORTED", {
    message: `${format} files are read in Node only`,
    where: { file, field: "format" },
    hint: "Convert it to Parquet, Feather 2 or CSV, which every browser reads.",
  });
}
