/** One file over the network: resumed where it was cut, handed on only when its SHA-256 is right. */
import { type FileHandle, mkdir, open, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { PerpmillError } from "../errors.js";
import { sha256OfFile } from "../store/index.js";
import { type HttpClient, TryAgain } from "./http-client.js";

/** A file that was fetched and checked; it still has its temporary name. */
export interface FetchedFile {
  readonly path: string;
  readonly bytes: number;
  /** lower-case hex */
  readonly sha256: string;
  /** false when the server has no checksum for it */
  readonly verified: boolean;
}

/** What the server publishes beside a file: its SHA-256 in lower-case hex, or nothing. */
export type Checksum = string | null;

const CHECKSUM_TRIES = 3;
/** First bytes of a zip archive, and of an empty one. */
const ZIP_MARKS = ["504b0304", "504b0506"];

/**
 * The SHA-256 that the exchange publishes beside a file; null when there is none.
 * @throws DOWNLOAD_FAILED when what stands there is no checksum; ABORTED
 */
export async function publishedSha256(client: HttpClient, url: string): Promise<Checksum> {
  const answer = await client.text(`${url}.CHECKSUM`);
  if (answer === null) return null;
  const sha256 = /^([0-9a-f]{64})\b/i.exec(answer.text.trim())?.[1];
  if (sha256 !== undefined) return sha256.toLowerCase();
  throw new PerpmillError("DOWNLOAD_FAILED", {
    message: `${url}.CHECKSUM is not a checksum: ${answer.text.slice(0, 60)}`,
    hint: "Check --archive-url, and that no proxy answers in place of the archive.",
  });
}

/**
 * Fetches `url` to a temporary name in `folder`. What a cut connection or an ended process left is
 * taken up again as long as the checksum is the same.
 * @param sha256 as published, null when nothing is
 * @param onBytes called with the bytes of every piece that arrived
 * @returns null when the server has no such file
 * @throws DOWNLOAD_CHECKSUM, DOWNLOAD_FAILED, ABORTED, and what the file system throws
 */
export async function fetchFile(
  client: HttpClient,
  url: string,
  folder: string,
  sha256: Checksum,
  onBytes: (bytes: number) => void,
): Promise<FetchedFile | null> {
  await mkdir(folder, { recursive: true });
  let expected = sha256;
  let got = "";
  for (let tried = 0; tried < CHECKSUM_TRIES; tried += 1) {
    const path = join(folder, partName(url, expected));
    // Without a checksum nobody can say whether an old part belongs to the file of today.
    if (expected === null) await rm(path, { force: true });
    if (!(await fetchPart(client, url, path, onBytes))) return null;
    got = await sha256OfFile(path);
    if (expected === null ? await isZip(path) : got === expected) {
      await removeOtherParts(folder, url, path);
      return { path, bytes: await sizeOf(path), sha256: got, verified: expected !== null };
    }
    await rm(path, { force: true });
    // The file may have been replaced between the two requests.
    expected = await publishedSha256(client, url);
  }
  throw new PerpmillError("DOWNLOAD_CHECKSUM", {
    message:
      expected === null
        ? `${url} is not a zip archive and has no checksum`
        : `${url} has SHA-256 ${got}, and ${expected} is published beside it`,
    hint: "Nothing of it was kept. Try again later, or through another network.",
  });
}

function baseNameOf(url: string): string {
  return decodeURIComponent(url.slice(url.lastIndexOf("/") + 1));
}

function partName(url: string, sha256: Checksum): string {
  return `.${baseNameOf(url)}.${sha256 === null ? "unknown" : sha256.slice(0, 16)}.part`;
}

/** Parts of other versions of the same file. */
async function removeOtherParts(folder: string, url: string, path: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const other = join(folder, name);
    if (name.startsWith(`.${baseNameOf(url)}.`) && name.endsWith(".part") && other !== path) {
      await rm(other, { force: true });
    }
  }
}

async function isZip(path: string): Promise<boolean> {
  const file = await open(path, "r");
  try {
    const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return ZIP_MARKS.includes(buffer.toString("hex"));
  } finally {
    await file.close();
  }
}

/** Completes the part file; false when the server has no such file. */
async function fetchPart(
  client: HttpClient,
  url: string,
  part: string,
  onBytes: (bytes: number) => void,
): Promise<boolean> {
  // Of this process's own tries: a part may only go on in the same version of the file.
  let etag: string | null = null;
  const headers = async (): Promise<Record<string, string>> => {
    const have = await sizeOf(part);
    if (have === 0) return { "accept-encoding": "identity" };
    return {
      "accept-encoding": "identity",
      range: `bytes=${have}-`,
      ...(etag === null ? {} : { "if-range": etag }),
    };
  };
  return client.get(url, headers, async (response, touch) => {
    const { status } = response;
    if (status === 404) {
      await response.body?.cancel();
      return false;
    }
    if (status === 416) {
      // All of it is there already, or more than all of it; the checksum knows.
      await response.body?.cancel();
      return true;
    }
    const have = status === 206 ? await sizeOf(part) : 0;
    if (status === 206 && startOfRange(response) !== have) {
      await response.body?.cancel();
      await rm(part, { force: true });
      throw new TryAgain("the server answered another range than was asked for");
    }
    etag = strongTag(response.headers.get("etag"));
    const file = await open(part, have === 0 ? "w" : "a");
    try {
      await appendBody(response, file, touch, onBytes);
      await file.sync();
    } finally {
      await file.close();
    }
    return true;
  });
}

async function appendBody(
  response: Response,
  file: FileHandle,
  touch: () => void,
  onBytes: (bytes: number) => void,
): Promise<void> {
  let received = 0;
  const length = response.headers.get("content-length");
  try {
    for await (const chunk of response.body ?? []) {
      touch();
      await file.writeFile(chunk);
      received += chunk.length;
      onBytes(chunk.length);
    }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOSPC") throw cause;
    const text = cause instanceof Error ? cause.message : String(cause);
    throw new TryAgain(`the connection was cut: ${text}`, { progressed: received > 0, cause });
  }
  if (length !== null && received < Number(length)) {
    throw new TryAgain(`only ${received} of ${length} bytes came`, { progressed: received > 0 });
  }
}

function startOfRange(response: Response): number {
  const match = /^bytes (\d+)-/.exec(response.headers.get("content-range") ?? "");
  return match === null ? -1 : Number(match[1]);
}

/** A weak tag says nothing about bytes. */
function strongTag(etag: string | null): string | null {
  return etag === null || etag.startsWith("W/") ? null : etag;
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch {
    return 0;
  }
}
