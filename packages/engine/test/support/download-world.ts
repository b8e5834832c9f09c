/** A data directory, a local exchange and a clock that moves only where a download waits. */
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { archivePath } from "../../src/download/archive-layout.js";
import {
  type DownloadOptions,
  type DownloadReport,
  downloadMarketData,
} from "../../src/download/download-node.js";
import type { Bars } from "../../src/market-data/bars.js";
import { loadBars } from "../../src/market-data/load-node.js";
import { openStore } from "../../src/store/index.js";
import { type ArchiveServer, startArchiveServer } from "./archive-server.js";
import { fillExchange, KLINES, NOW_MS } from "./exchange-fixture.js";

export const JANUARY = Date.UTC(2024, 0, 1);
export const FEBRUARY = Date.UTC(2024, 1, 1);
export const MARCH = Date.UTC(2024, 2, 1);
/** bars of January and February */
export const HOURS = (MARCH - JANUARY) / 3_600_000;

/** Where the archive has a month or day of bars. */
export function pathOf(period: string): string {
  return archivePath(KLINES, period);
}

export interface DownloadWorld {
  readonly home: string;
  readonly server: ArchiveServer;
  /** the local clock, UTC ms */
  nowMs: number;
  /** what downloads waited, ms */
  readonly slept: number[];
  /** Downloads hourly bars of January and February unless told otherwise. */
  download(options?: Partial<DownloadOptions>): Promise<DownloadReport>;
  storedFiles(folder?: string): Promise<string[]>;
  storedBars(): Promise<Bars>;
  /** Removes what was downloaded. */
  forget(): Promise<void>;
  close(): Promise<void>;
}

export async function downloadWorld(): Promise<DownloadWorld> {
  const home = await mkdtemp(join(tmpdir(), "perpmill-download-"));
  const server = await startArchiveServer();
  fillExchange(server);
  const forget = () => rm(home, { recursive: true });
  const world: DownloadWorld = {
    home,
    server,
    nowMs: NOW_MS,
    slept: [],
    download: (options = {}) =>
      downloadMarketData({
        store: openStore(home),
        market: "um",
        symbol: "ETHUSDT",
        interval: "1h",
        kinds: ["klines"],
        fromMs: JANUARY,
        toMs: MARCH,
        nowMs: () => world.nowMs,
        sleep: async (ms) => {
          world.slept.push(ms);
          world.nowMs += ms;
        },
        archiveUrl: server.url,
        apiUrl: `${server.url}/`,
        pid: 1,
        stallMs: 400,
        ...options,
      }),
    async storedFiles(folder = "last-1h") {
      const names = await readdir(join(home, "data", "um", "ETHUSDT", folder));
      return names.filter((name) => name !== "manifest.json").sort();
    },
    async storedBars() {
      const set = await openStore(home).resolve("ETHUSDT", { kind: "last" });
      return loadBars(set?.paths ?? []);
    },
    forget,
    async close() {
      await server.close();
      await forget();
    },
  };
  return world;
}
