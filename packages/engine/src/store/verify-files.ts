/** Whether the files of a data set are still those that were stored: every byte, by SHA-256. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { PerpmillError } from "../errors.js";
import { throwIfAborted } from "../market-data/load-options.js";
import type { StoredDataSet } from "./data-store.js";

/** One file of a data set, looked at. */
export interface VerifiedFile {
  /** name of the data set */
  readonly dataSet: string;
  readonly path: string;
  readonly bytes: number;
  /** `changed`: other bytes than were stored; `gone`: not there, or not to be read */
  readonly state: "same" | "changed" | "gone";
}

/**
 * SHA-256 of a file, lower-case hex.
 * Throws ABORTED and what the file system throws
 */
export async function sha256OfFile(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    throwIfAborted(signal);
    hash.update(chunk);
  }
  return hash.digest("hex");
}

/**
 * Reads every file of a data set.
 * @param onFile called after each
 * Throws ABORTED
 */
export async function verifyDataSet(
  { name: dataSet, files, paths }: StoredDataSet,
  signal?: AbortSignal,
  onFile: () => void = () => {},
): Promise<readonly VerifiedFile[]> {
  const verified: VerifiedFile[] = [];
  for (const [at, { bytes, sha256 }] of files.entries()) {
    const path = paths[at];
    verified.push({ dataSet, path, bytes, state: await stateOf(path, bytes, sha256, signal) });
    onFile();
  }
  return verified;
}

async function stateOf(
  path: string,
  bytes: number,
  sha256: string,
  signal: AbortSignal | undefined,
): Promise<VerifiedFile["state"]> {
  try {
    if ((await stat(path)).size !== bytes) return "changed";
    return (await sha256OfFile(path, signal)) === sha256 ? "same" : "changed";
  } catch {
    throwIfAborted(signal);
    return "gone";
  }
}

/** `DATASET_DAMAGED`, for a file that is not what was stored. */
export function damagedFile({ dataSet, path, state }: VerifiedFile): PerpmillError {
  return new PerpmillError("DATASET_DAMAGED", {
    message: `${dataSet}: ${path} ${state === "gone" ? "is not there any more" : "is not what was stored: its SHA-256 is another"}`,
    where: { file: path },
    hint: `Download it again, or \`perpmill data remove ${dataSet}\` and add it anew.`,
  });
}

/**
 * Refuses a data set that is not what was stored.
 * @throws DATASET_DAMAGED for the first file that is not, ABORTED
 */
export async function requireUnchanged(
  dataSet: StoredDataSet,
  signal?: AbortSignal,
): Promise<void> {
  const wrong = (await verifyDataSet(dataSet, signal)).find(({ state }) => state !== "same");
  if (wrong !== undefined) throw damagedFile(wrong);
}
