/** How much a compressed file may unpack to, so that a small one cannot fill the memory. */
import { PerpmillError } from "../errors.js";

/** Whatever the ratio, so much is harmless. */
const HARMLESS_BYTES = 67_108_864;
/** Rows of bars pack 3 to 10 times; even minutes without any trade stay below 60. */
const RATIO_MAX = 200;

/**
 * Passes on what is unpacked.
 * @param packedBytes bytes of the packed file, as far as they have been read
 * @throws ARCHIVE_TOO_LARGE once it is far more than data would unpack to
 */
export async function* withinRatio(
  unpacked: AsyncIterable<Uint8Array>,
  packedBytes: () => number,
  file: string,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of unpacked) {
    bytes += chunk.length;
    checkUnpacked(bytes, packedBytes(), file);
    yield chunk;
  }
}

/** @throws ARCHIVE_TOO_LARGE when `bytes` are far more than `packedBytes` of data would unpack to */
export function checkUnpacked(bytes: number, packedBytes: number, file: string): void {
  if (bytes <= Math.max(HARMLESS_BYTES, packedBytes * RATIO_MAX)) return;
  throw new PerpmillError("ARCHIVE_TOO_LARGE", {
    message: `${packedBytes} bytes unpack to more than ${bytes - 1} bytes, which no data do`,
    where: { file },
    hint: "Unpack it yourself and look at it; give the unpacked file if it is right.",
  });
}
