/** Files to the server and from it, with how far they are. */
import type { Problem } from "@perpmill/server/api";
import { API_BASE, offline, recoverSession, requestHeaders, requestResponse } from "./client";
import { ApiFailure } from "./failure";

/** Bytes so far and in all; null: not known. */
export interface TransferProgress {
  readonly done: number;
  readonly total: number | null;
}

export interface TransferOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: TransferProgress) => void;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** `fetch` tells nothing about what it sends; only the older way does. */
function send(
  path: string,
  form: FormData,
  headers: Record<string, string>,
  { signal, onProgress }: TransferOptions,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open("POST", `${API_BASE}${path}`);
    for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
    xhr.upload.addEventListener("progress", ({ loaded, total, lengthComputable }) => {
      onProgress?.({ done: loaded, total: lengthComputable ? total : null });
    });
    xhr.addEventListener("load", () => resolve({ status: xhr.status, text: xhr.responseText }));
    xhr.addEventListener("error", () => reject(offline()));
    xhr.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
    signal?.addEventListener("abort", () => xhr.abort(), { once: true });
    xhr.send(form);
  });
}

function problemOf({ status, text }: Answer): ApiFailure {
  try {
    const problem: Problem = JSON.parse(text);
    return new ApiFailure(status, problem);
  } catch {
    // A proxy's own page, not an answer of the server.
    return new ApiFailure(status, { code: `HTTP_${status}` });
  }
}

/** Sends a form; `path` below `/api/v1/`. Throws ApiFailure; DOMException AbortError by the signal. */
export async function upload<T>(
  path: string,
  form: FormData,
  options: TransferOptions = {},
): Promise<T> {
  let answer = await send(path, form, await requestHeaders(), options);
  if (answer.status === 401 && (await recoverSession())) {
    answer = await send(path, form, await requestHeaders(), options);
  }
  if (answer.status >= 300) throw problemOf(answer);
  return JSON.parse(answer.text);
}

/** Fetches bytes; `path` below `/api/v1/`. Throws ApiFailure; DOMException AbortError by the signal. */
export async function download(path: string, options: TransferOptions = {}): Promise<Blob> {
  const { signal, onProgress } = options;
  const response = await requestResponse(path, signal === undefined ? {} : { signal });
  // Of packed answers the length is that of the packed bytes; what is read is not.
  const packed = response.headers.has("content-encoding");
  const length = packed ? null : response.headers.get("content-length");
  const total = length === null ? null : Number(length);
  if (response.body === null) return response.blob();
  let done = 0;
  const counted = response.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        done += chunk.byteLength;
        onProgress?.({ done, total });
        controller.enqueue(chunk);
      },
    }),
  );
  return new Response(counted).blob();
}
