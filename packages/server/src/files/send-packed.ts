/** Answers with an open file, packed on the way for those who take it. */
import { pipeline } from "node:stream";
import { constants, createGzip } from "node:zlib";
import type { FastifyReply, FastifyRequest } from "fastify";
import { type SentFile, sendFile } from "./send-file.js";

/** Whether an `Accept-Encoding` takes gzip. */
function takesGzip(header: string | undefined): boolean {
  return (header ?? "").split(",").some((part) => {
    const [coding = "", ...parameters] = part.trim().toLowerCase().split(";");
    const weight = parameters.map((one) => /^\s*q=([0-9.]+)$/.exec(one)?.[1]).find(Boolean);
    return (coding === "gzip" || coding === "*") && Number(weight ?? 1) > 0;
  });
}

function hasTag(header: string | undefined, tag: string): boolean {
  return (header ?? "").split(",").some((one) => one.trim().replace(/^W\//, "") === tag);
}

/**
 * As `sendFile`; without a range, in gzip for those who take it, under an entity tag of its own
 * (`…-gzip`). Either tag is good for a 304.
 * @throws ServerError RANGE_OUTSIDE
 */
export async function sendPacked(
  request: FastifyRequest,
  reply: FastifyReply,
  sent: SentFile,
): Promise<FastifyReply> {
  reply.header("vary", "accept-encoding");
  const { headers } = request;
  const packedTag = `"${sent.etag}-gzip"`;
  if (hasTag(headers["if-none-match"], packedTag)) {
    await sent.file.close();
    return reply.code(304).header("etag", packedTag).send();
  }
  const accepted = headers["accept-encoding"]?.toString();
  const plain = headers.range !== undefined || !takesGzip(accepted);
  const known = hasTag(headers["if-none-match"], `"${sent.etag}"`);
  if (plain || known || request.method === "HEAD") return sendFile(request, reply, sent);
  reply.header("etag", packedTag);
  reply.header("accept-ranges", "bytes");
  reply.header("cache-control", "private, no-cache");
  reply.header("content-encoding", "gzip");
  reply.type(sent.type);
  // Prices and times are mostly small steps: the quickest level takes most of what there is.
  const gzip = createGzip({ level: constants.Z_BEST_SPEED });
  const reading = sent.file.createReadStream({ autoClose: true });
  return reply.send(pipeline(reading, gzip, () => {}));
}
