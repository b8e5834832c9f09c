/** A server laid out like the exchange's archive, on this machine. */
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { syntheticBars, toKlineCsv } from "@perpmill/engine";
import { zipOf } from "./uploads.fixture.js";

export interface Exchange {
  readonly url: string;
  /** paths of all requests, in order */
  readonly requests: readonly string[];
  /** Minute bars of a day, such as `2024-01-05` */
  publishDay(symbol: string, day: string): void;
  /** Answers nothing any more until it is closed */
  stall(): void;
  close(): Promise<void>;
}

export async function startExchange(): Promise<Exchange> {
  const files = new Map<string, Buffer>();
  const requests: string[] = [];
  let stalled = false;
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://local").pathname;
    requests.push(path);
    if (stalled) return;
    const file = files.get(path);
    if (path.startsWith("/fapi/")) response.end("[]");
    else response.writeHead(file === undefined ? 404 : 200).end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    publishDay(symbol, day) {
      const name = `${symbol}-1m-${day}`;
      const startMs = Date.parse(`${day}T00:00:00Z`);
      const bars = syntheticBars({ seed: startMs / 1000, bars: 1440, startMs, holes: false });
      const zip = zipOf(`${name}.csv`, Buffer.concat([...toKlineCsv(bars, { header: false })]));
      const path = `/data/futures/um/daily/klines/${symbol}/1m/${name}.zip`;
      const sum = createHash("sha256").update(zip).digest("hex");
      files.set(path, zip);
      files.set(`${path}.CHECKSUM`, Buffer.from(`${sum}  ${name}.zip\n`));
    },
    stall: () => {
      stalled = true;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
