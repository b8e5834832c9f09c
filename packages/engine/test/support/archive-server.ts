/**
 * A local server laid out like the exchange's archive and its REST API, which can misbehave: faults
 * are queued for a path and used up one by one.
 */
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { zipSync } from "fflate";

/** One bad answer: a status, a body that is cut off or stands still after some bytes, or other bytes. */
export type Fault =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  | { readonly cutAfter: number }
  | { readonly stallAfter: number }
  | { readonly drip: number }
  | { readonly bytes: Uint8Array };

type Answer = (query: URLSearchParams) => unknown;

export interface ArchiveServer {
  readonly url: string;
  /** path and query of every request, in order */
  readonly requests: string[];
  /** `range` headers that came, in order */
  readonly ranges: string[];
  /** files by path */
  readonly files: Map<string, Uint8Array>;
  /** JSON answers by path */
  readonly api: Map<string, Answer>;
  readonly faults: Map<string, Fault[]>;
  /** the most answers that were being sent at once */
  readonly mostAtOnce: () => number;
  /** server clock of the `date` header, UTC ms */
  clockMs: number;
  /** before every answer */
  delayMs: number;
  close(): Promise<void>;
}

const PIECE_BYTES = 256;

/** A zip of one CSV, the same bytes for the same text. */
export function zipOf(name: string, csv: string): Uint8Array {
  return zipSync({ [name]: new TextEncoder().encode(csv) }, { mtime: new Date(2020, 0, 1) });
}

/** Puts a file and its `.CHECKSUM` on the server. */
export function publish(server: ArchiveServer, path: string, bytes: Uint8Array): void {
  server.files.set(path, bytes);
  const name = path.slice(path.lastIndexOf("/") + 1);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  server.files.set(`${path}.CHECKSUM`, new TextEncoder().encode(`${sha256}  ${name}\n`));
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

async function sendBody(
  response: ServerResponse,
  body: Uint8Array,
  fault: Fault | undefined,
): Promise<void> {
  if (fault !== undefined && "cutAfter" in fault) {
    response.write(body.subarray(0, fault.cutAfter));
    // A reset connection may take with it what was sent just before.
    await wait(50);
    response.destroy();
    return;
  }
  if (fault !== undefined && "stallAfter" in fault) {
    response.write(body.subarray(0, fault.stallAfter));
    return;
  }
  if (fault !== undefined && "drip" in fault) {
    for (let at = 0; at < body.length; at += PIECE_BYTES) {
      response.write(body.subarray(at, at + PIECE_BYTES));
      await wait(fault.drip);
    }
  }
  response.end(fault !== undefined && "drip" in fault ? undefined : body);
}

async function answer(
  server: ArchiveServer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://local");
  const path = decodeURIComponent(pathname);
  server.requests.push(request.url ?? "");
  const { range } = request.headers;
  if (range !== undefined) server.ranges.push(range);
  const fault = server.faults.get(path)?.shift();
  if (server.delayMs > 0) await wait(server.delayMs);
  response.setHeader("date", new Date(server.clockMs).toUTCString());
  if (fault !== undefined && "status" in fault) {
    response.writeHead(fault.status, fault.headers).end(fault.body ?? "");
    return;
  }
  const api = server.api.get(path);
  const stored = server.files.get(path);
  const whole =
    api !== undefined
      ? new TextEncoder().encode(JSON.stringify(api(searchParams)))
      : fault !== undefined && "bytes" in fault
        ? fault.bytes
        : stored;
  if (whole === undefined) {
    response.writeHead(404).end("<Error><Code>NoSuchKey</Code></Error>");
    return;
  }
  const from = Number(/^bytes=(\d+)-$/.exec(range ?? "")?.[1] ?? 0);
  if (from > 0 && from >= whole.length) {
    response.writeHead(416, { "content-range": `bytes */${whole.length}` }).end();
    return;
  }
  const body = whole.subarray(from);
  response.writeHead(from > 0 ? 206 : 200, {
    "content-length": body.length,
    etag: `"${createHash("md5").update(whole).digest("hex")}"`,
    ...(from > 0 ? { "content-range": `bytes ${from}-${whole.length - 1}/${whole.length}` } : {}),
  });
  await sendBody(response, body, fault);
}

/** Starts a server on a free port of this machine. */
export async function startArchiveServer(): Promise<ArchiveServer> {
  let open = 0;
  let most = 0;
  const http = createServer((request, response) => {
    open += 1;
    most = Math.max(most, open);
    response.once("close", () => {
      open -= 1;
    });
    void answer(server, request, response);
  });
  await new Promise<void>((resolve) => {
    http.listen(0, "127.0.0.1", resolve);
  });
  const server: ArchiveServer = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    requests: [],
    ranges: [],
    files: new Map(),
    api: new Map(),
    faults: new Map(),
    mostAtOnce: () => most,
    clockMs: 0,
    delayMs: 0,
    close: () => {
      http.closeAllConnections();
      return new Promise((resolve) => {
        http.close(() => resolve());
      });
    },
  };
  return server;
}
