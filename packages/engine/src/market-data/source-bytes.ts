/** Content that is already at hand, as a source. */
import type { Source } from "./read-source.js";

/** Bytes, a Blob or File, a web stream, or anything that gives chunks of bytes. */
export type BytesSource =
  | Uint8Array
  | Blob
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>;

/** Small enough that progress is smooth and a cancelled run stops soon. */
const PIECE_BYTES = 1_048_576;
const PAUSE_BYTES = 16 * PIECE_BYTES;

/** A source of one file; its name is that of a `File`, else "bytes". */
export function sourceOfBytes(content: BytesSource): Source {
  const named = content as { readonly name?: unknown };
  const name = typeof named.name === "string" && named.name !== "" ? named.name : "bytes";
  const bytes =
    content instanceof Uint8Array ? content.length : content instanceof Blob ? content.size : null;
  return {
    name,
    files: [{ name, bytes, path: null, inPlace: false, open: () => chunksOf(content) }],
  };
}

function chunksOf(content: BytesSource): AsyncIterable<Uint8Array> {
  if (content instanceof Uint8Array) return pieces(content);
  if (content instanceof Blob) return chunksOf(content.stream());
  if (Symbol.asyncIterator in content) return content as AsyncIterable<Uint8Array>;
  return chunksOfStream(content);
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    // lets timers and events run, or nobody could cancel
    if (at > 0 && at % PAUSE_BYTES === 0) await new Promise((resolve) => setTimeout(resolve, 0));
    yield bytes.subarray(at, at + PIECE_BYTES);
  }
}

/** Safari's streams cannot be iterated, so they are read with a reader. */
async function* chunksOfStream(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}
