/** Answers with an open file: its type, entity tag, ranges and conditions (RFC 9110, 13 and 14). */
import type { FileHandle } from "node:fs/promises";
import type { FastifyReply, FastifyRequest } from "fastify";
import { ServerError } from "../errors.js";

export interface SentFile {
  /** open; closed when it was sent */
  readonly file: FileHandle;
  readonly type: string;
  /** without quotes; equal only for equal bytes */
  readonly etag: string;
  /** name under which a browser saves it; null: it shows it */
  readonly name: string | null;
}

/** Bytes `[first, last]`. */
interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/** Whether a list of entity tags, as sent, names this one. Weak ones count for If-None-Match. */
function names(header: string, etag: string): boolean {
  if (header.trim() === "*") return true;
  return header.split(",").some((tag) => tag.trim().replace(/^W\//, "") === `"${etag}"`);
}

/**
 * The one range of a `Range` header.
 * @returns null for what must be ignored: other units, several ranges, nonsense; `"outside"` when it
 * has none of the bytes
 */
export function byteRange(header: string | undefined, size: number): ByteRange | "outside" | null {
  const match = /^\s*bytes\s*=\s*(\d{0,15})\s*-\s*(\d{0,15})\s*$/i.exec(header ?? "");
  if (match === null) return null;
  const [, from = "", to = ""] = match;
  if (from === "" && to === "") return null;
  if (from === "") {
    const length = Math.min(Number(to), size);
    return length === 0 ? "outside" : { first: size - length, last: size - 1 };
  }
  const first = Number(from);
  const last = to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== "" && Number(to) < first) return null;
  return first >= size ? "outside" : { first, last };
}

function rangeOf(
  request: FastifyRequest,
  reply: FastifyReply,
  etag: string,
  size: number,
): ByteRange | null {
  const condition = request.headers["if-range"];
  if (condition !== undefined && condition !== `"${etag}"`) return null;
  const range = byteRange(request.headers.range, size);
  if (range !== "outside") return range;
  reply.header("content-range", `bytes */${size}`);
  throw new ServerError("RANGE_OUTSIDE", {
    message: `the range ${request.headers.range} lies outside the ${size} bytes`,
    field: "headers.range",
  });
}

function reading(file: FileHandle, first: number, last: number) {
  return file.createReadStream({ start: first, end: last, autoClose: true });
}

/**
 * Sends the file, the part of it that was asked for (206), or that nothing has changed (304).
 * Whatever happens, the file is closed.
 * @throws ServerError RANGE_OUTSIDE
 */
export async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  { file, type, etag, name }: SentFile,
): Promise<FastifyReply> {
  try {
    const { size } = await file.stat();
    reply.header("etag", `"${etag}"`);
    reply.header("accept-ranges", "bytes");
    reply.header("cache-control", "private, no-cache");
    const known = request.headers["if-none-match"];
    if (known !== undefined && names(known, etag)) {
      await file.close();
      return reply.code(304).send();
    }
    const range = rangeOf(request, reply, etag, size);
    reply.type(type);
    if (name !== null) reply.header("content-disposition", `attachment; filename="${name}"`);
    if (range === null) {
      reply.header("content-length", size);
      if (size > 0) return reply.send(reading(file, 0, size - 1));
      await file.close();
      return reply.send(Buffer.alloc(0));
    }
    const { first, last } = range;
    reply.code(206).header("content-range", `bytes ${first}-${last}/${size}`);
    reply.header("content-length", last - first + 1);
    return reply.send(reading(file, first, last));
  } catch (error) {
    await file.close();
    throw error;
  }
}
