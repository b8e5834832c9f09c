/** Downloads through ccxt: its real class of an exchange, asking a local server. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type CcxtLibrary, loadCcxt } from "../../src/download/ccxt-node.js";
import { downloadFromVenue, type VenueOptions } from "../../src/download/venue-node.js";
import { loadBars } from "../../src/market-data/load-node.js";
import { openStore } from "../../src/store/index.js";
import { type ArchiveServer, startArchiveServer } from "../support/archive-server.js";

const HOUR_MS = 3_600_000;
const JANUARY = Date.UTC(2024, 0, 1);
const FEBRUARY = Date.UTC(2024, 1, 1);
const NOW = Date.UTC(2024, 1, 3, 5, 30);

let home: string;
let server: ArchiveServer;
let slept: number[];
let nowMs: number;
let pages: number;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "perpmill-venue-"));
  server = await startArchiveServer();
  slept = [];
  nowMs = NOW;
  pages = 0;
  const ok = (data: unknown) => ({ code: "0", msg: "", data });
  server.api.set("/api/v5/public/instruments", (query) =>
    ok(query.get("instType") === "SWAP" ? [SWAP] : []),
  );
  server.api.set("/api/v5/public/funding-rate-history", () =>
    ok(
      [16, 8, 0].map((hour) => ({
        instId: SWAP.instId,
        fundingRate: "-0.0001",
        realizedRate: "-0.0001",
        fundingTime: String(JANUARY + hour * HOUR_MS),
      })),
    ),
  );
  // as the exchange does: newest first, between two times, both excluded
  server.api.set("/api/v5/market/history-candles", (query) => {
    pages += 1;
    const [before, after] = [Number(query.get("before")), Number(query.get("after"))];
    const rows: string[][] = [];
    for (let at = Math.ceil((before + 1) / HOUR_MS) * HOUR_MS; at < after; at += HOUR_MS) {
      if (at < nowMs) rows.unshift(candle(at));
    }
    return ok(rows.slice(0, Number(query.get("limit"))));
  });
});
afterEach(async () => {
  await server.close();
  await rm(home, { recursive: true });
});

const SWAP = {
  instType: "SWAP",
  instId: "ETH-USDT-SWAP",
  instFamily: "ETH-USDT",
  uly: "ETH-USDT",
  settleCcy: "USDT",
  ctVal: "0.1",
  ctMult: "1",
  ctValCcy: "ETH",
  ctType: "linear",
  lever: "100",
  lotSz: "0.01",
  minSz: "0.01",
  tickSz: "0.01",
  state: "live",
  listTime: String(JANUARY - 1000 * HOUR_MS),
};

function candle(at: number): string[] {
  const price = 2000 + ((at / HOUR_MS) % 50);
  return [at, price, price + 1.25, price - 1.5, price + 0.5, 100, 10.5, 21_000, 1].map(String);
}

function download(options: Partial<VenueOptions> = {}) {
  return downloadFromVenue({
    store: openStore(home),
    exchange: "okx",
    market: "um",
    symbol: "ETHUSDT",
    interval: "1h",
    kinds: ["klines"],
    fromMs: JANUARY,
    toMs: Number.MAX_SAFE_INTEGER,
    nowMs: () => nowMs,
    sleep: async (ms) => {
      slept.push(ms);
    },
    apiUrl: server.url,
    pid: 1,
    ...options,
  });
}

async function bars() {
  const set = await openStore(home).resolve("okx-um/ETHUSDT/1h", { kind: "last" });
  return loadBars(set?.paths ?? []);
}

test("bars of another exchange come into the store, those that are not over left out", async () => {
  const report = await download();
  expect(report.series[0]).toMatchObject({
    fetched: 2,
    dataSet: { name: "okx-um/ETHUSDT/last-1h" },
  });
  const { count, holes, intervalMs, close } = await bars();
  expect({ count, holes, intervalMs }).toEqual({
    count: 33 * 24 - 24 + 29,
    holes: 0,
    intervalMs: HOUR_MS,
  });
  expect(close[0]).toBe(Math.round(Number(candle(JANUARY)[4]) * 100));
}, 60_000);

test("pages are as long as the exchange gives them, also when several are asked for at once", async () => {
  await download({ parallel: 1 });
  const one = await bars();
  // 744 hours of January and 53 of February, 300 at once
  expect(pages).toBe(4);
  await rm(home, { recursive: true });
  server.delayMs = 20;
  await download({ parallel: 3 });
  expect(pages).toBe(8);
  const { timeIndex, close } = await bars();
  expect({ timeIndex, close }).toEqual({ timeIndex: one.timeIndex, close: one.close });
}, 60_000);

test("a later download only asks for what came since", async () => {
  await download();
  const before = pages;
  nowMs = NOW + 3 * HOUR_MS;
  expect((await download()).series[0]).toMatchObject({ fetched: 1, kept: 1 });
  expect(pages - before).toBe(1);
  expect((await bars()).count).toBe((FEBRUARY - JANUARY) / HOUR_MS + 56);
}, 60_000);

test("what failed by the network is tried again, and what came before a failure is kept", async () => {
  const path = "/api/v5/market/history-candles";
  server.faults.set(path, [{ status: 503 }]);
  await download({ toMs: JANUARY + HOUR_MS });
  expect(slept).toEqual([1000]);
  await rm(home, { recursive: true });
  const good = server.api.get(path);
  pages = 0;
  server.api.set(path, (query) => (pages > 1 ? { code: "1", msg: "no", data: [] } : good?.(query)));
  await expect(download()).rejects.toMatchObject({ code: "DOWNLOAD_FAILED" });
  const kept = (await bars()).count;
  // two whole pages before the one that failed
  expect(kept).toBe(600);
}, 60_000);

test("funding rates come too", async () => {
  await download({ kinds: ["funding"], toMs: JANUARY + HOUR_MS });
  const set = await openStore(home).resolve("okx-um/ETHUSDT/funding", { kind: "funding" });
  const text = await readFile(set?.paths[0] ?? "", "utf8");
  expect(text).toBe(
    `calc_time,last_funding_rate\n${[0, 8, 16]
      .map((hour) => `${JANUARY + hour * HOUR_MS},-0.0001\n`)
      .join("")}`,
  );
}, 60_000);

test("names that the exchange does not have are refused with what it has", async () => {
  await expect(download({ exchange: "nowhere" })).rejects.toMatchObject({ code: "USAGE" });
  await expect(download({ kinds: ["trades"] })).rejects.toMatchObject({
    code: "USAGE",
    message: expect.stringContaining("trades"),
  });
  await expect(download({ interval: "7m" })).rejects.toMatchObject({ code: "USAGE" });
  await expect(download({ symbol: "MOONUSDT" })).rejects.toMatchObject({
    code: "USAGE",
    hint: expect.stringContaining("ETH/USDT:USDT"),
  });
}, 60_000);

test("without the package, what to install is said", async () => {
  const missing = loadCcxt(async () => {
    throw Object.assign(new Error("Cannot find package 'ccxt'"), { code: "ERR_MODULE_NOT_FOUND" });
  });
  await expect(missing).rejects.toMatchObject({
    code: "PACKAGE_MISSING",
    hint: expect.stringContaining("npm install ccxt@"),
  });
  const library: CcxtLibrary = await loadCcxt();
  expect(library.exchanges).toContain("okx");
}, 60_000);
