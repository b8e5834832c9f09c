/** Live bars from a local exchange whose WebSocket drops, repeats, reorders and disconnects. */
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { FollowOptions } from "../../src/live/follow.js";
import { followBars } from "../../src/live/follow-node.js";
import type { LiveBar } from "../../src/live/live-bar.js";
import { type ArchiveServer, startArchiveServer } from "../support/archive-server.js";
import { barCells, serveApi } from "../support/exchange-fixture.js";
import { type KlineStream, startKlineStream } from "../support/kline-stream.js";

const HOUR_MS = 3_600_000;
const START = Date.UTC(2024, 2, 15);

let rest: ArchiveServer;
let stream: KlineStream;
let stop: AbortController;

beforeEach(async () => {
  rest = await startArchiveServer();
  serveApi(rest);
  stream = await startKlineStream();
  stop = new AbortController();
  at(5);
});
afterEach(async () => {
  stop.abort();
  await Promise.all([rest.close(), stream.close()]);
});

/** Sets the clock of the exchange: so many bars are over. */
function at(bars: number): void {
  rest.clockMs = START + bars * HOUR_MS + 2000;
}

const cells = (index: number) => barCells(START + index * HOUR_MS);

function follow(options: Partial<FollowOptions> = {}): AsyncGenerator<LiveBar> {
  return followBars({
    symbol: "ETHUSDT",
    intervalMs: HOUR_MS,
    sinceMs: START,
    nowMs: () => rest.clockMs,
    sleep: () => new Promise((resolve) => setTimeout(resolve, 1)),
    apiUrl: rest.url,
    wsUrl: stream.url,
    signal: stop.signal,
    ...options,
  });
}

/** The next so many bars, as numbers of hours since the start. */
async function take(bars: AsyncGenerator<LiveBar>, count: number): Promise<number[]> {
  const indices: number[] = [];
  while (indices.length < count) {
    const { value } = await bars.next();
    indices.push((value.openTimeMs - START) / HOUR_MS);
  }
  return indices;
}

const upTo = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

describe("followBars", () => {
  it("gives what REST has, then closed bars of the WebSocket, with their own decimals", async () => {
    const bars = follow();
    expect(await take(bars, 5)).toEqual([0, 1, 2, 3, 4]);
    stream.send(cells(5), false);
    stream.sendText("not JSON");
    stream.sendText('{"result":null,"id":1}');
    stream.send(cells(5));
    const { value } = await bars.next();
    const [openTimeMs, open, high, low, close, volume] = cells(5);
    expect(value).toEqual({ openTimeMs, open, high, low, close, volume });
    expect(stream.paths).toEqual(["/ws/ethusdt@kline_1h"]);
    expect(rest.requests).toHaveLength(1);
  });

  it("passes over repeated bars, and fetches those that were left out or come too late", async () => {
    const bars = follow();
    await take(bars, 5);
    at(9);
    for (const index of [3, 5, 5, 8, 7, 6, 8]) stream.send(cells(index));
    expect(await take(bars, 4)).toEqual([5, 6, 7, 8]);
    at(10);
    stream.send(cells(9));
    expect(await take(bars, 1)).toEqual([9]);
  });

  it("asks again while REST lags behind the WebSocket", async () => {
    const bars = follow();
    await take(bars, 5);
    stream.send(cells(6));
    setTimeout(() => at(7), 2);
    expect(await take(bars, 2)).toEqual([5, 6]);
  });

  it("takes bars that nobody has as a hole", async () => {
    const bars = follow();
    await take(bars, 5);
    rest.api.clear();
    rest.api.set("/fapi/v1/klines", () => []);
    stream.send(cells(8));
    expect(await take(bars, 1)).toEqual([8]);
  });

  it("connects again after a lost connection and fetches what it missed", async () => {
    const bars = follow();
    await take(bars, 5);
    for (const [round, rudely] of [true, false, true].entries()) {
      stream.drop(rudely);
      at(7 + 2 * round);
      expect(await take(bars, 2)).toEqual([5 + 2 * round, 6 + 2 * round]);
      await stream.connections(round + 2);
    }
  });

  it("takes a connection that stands still for a lost one", async () => {
    const bars = follow({ stallMs: 50 });
    await take(bars, 5);
    at(6);
    expect(await take(bars, 1)).toEqual([5]);
    await stream.connections(3);
  });

  it("lives on REST alone while the WebSocket cannot be reached", async () => {
    const bars = follow({ wsUrl: "ws://127.0.0.1:9" });
    expect(await take(bars, 5)).toEqual([0, 1, 2, 3, 4]);
    at(6);
    expect(await take(bars, 1)).toEqual([5]);
  });

  it("goes on when REST fails for a while, but not when it never answered", async () => {
    const failures: string[] = [];
    const bars = follow({ onFailure: ({ code }) => failures.push(code) });
    await take(bars, 5);
    rest.faults.set("/fapi/v1/klines", Array(6).fill({ status: 500 }));
    at(7);
    stream.send(cells(6));
    at(8);
    setTimeout(() => stream.send(cells(7)), 200);
    expect(await take(bars, 3)).toEqual([5, 6, 7]);
    expect(failures).toEqual(["DOWNLOAD_FAILED"]);

    rest.faults.set("/fapi/v1/klines", [{ status: 400, body: "Invalid symbol." }]);
    await expect(follow().next()).rejects.toMatchObject({ code: "DOWNLOAD_FAILED" });
  });

  it("ends when it is stopped, and when it is no longer read", async () => {
    const bars = follow();
    await take(bars, 5);
    const waiting = bars.next();
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ code: "ABORTED" });
    stop = new AbortController();
    for await (const bar of follow()) if (bar.openTimeMs === START) break;
    await expect(follow({ intervalMs: 61_000 }).next()).rejects.toMatchObject({ code: "USAGE" });
  });

  it("gives every bar once and in order, whatever the WebSocket does", async () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ send: fc.nat(24) }) },
      { weight: 1, arbitrary: fc.record({ drop: fc.boolean() }) },
    );
    const property = fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      at(5);
      const bars = follow();
      const seen = await take(bars, 5);
      const rests = take(bars, 20);
      for (const [index, action] of steps.entries()) {
        // Bars are sent around the time at which they end: early, late, again or not at all.
        const over = Math.min(24, 5 + Math.floor(index / 2));
        at(over);
        if ("drop" in action) stream.drop(action.drop);
        else stream.send(cells(Math.min(action.send, over)));
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      at(25);
      const last = setInterval(() => stream.send(cells(24)), 10);
      seen.push(...(await rests));
      clearInterval(last);
      await bars.return(undefined);
      expect(seen).toEqual(upTo(0, 25));
    });
    await fc.assert(property, { numRuns: 15, endOnFailure: true });
  });
});
