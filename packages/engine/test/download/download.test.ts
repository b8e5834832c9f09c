/** Downloads from a local server laid out like the exchange's. */
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { archivePath } from "../../src/download/archive-layout.js";
import { openTimeMs } from "../../src/market-data/bars.js";
import { loadFunding } from "../../src/market-data/load-node.js";
import { openStore } from "../../src/store/index.js";
import { publish, zipOf } from "../support/archive-server.js";
import {
  type DownloadWorld,
  downloadWorld,
  FEBRUARY,
  HOURS,
  JANUARY,
  MARCH,
  pathOf,
} from "../support/download-world.js";
import {
  barsText,
  DAY_MS,
  FUNDING,
  fundingText,
  KLINES,
  LISTED_MS,
  NOW_MS,
  publishPeriod,
} from "../support/exchange-fixture.js";

let world: DownloadWorld;
beforeEach(async () => {
  world = await downloadWorld();
});
afterEach(() => world.close());

function requestsOf(part: string): number {
  return world.server.requests.filter((path) => path.includes(part)).length;
}

describe("a download", () => {
  it("takes whole months, then days, then what only the API has, without a hole", async () => {
    const report = await world.download({ toMs: Date.UTC(2024, 3, 1) });
    const bars = await world.storedBars();
    expect(openTimeMs(bars, 0)).toBe(JANUARY);
    // the bar of 10:00 is not finished at 10:30
    expect(openTimeMs(bars, bars.count - 1)).toBe(Date.UTC(2024, 2, 15, 9));
    expect({ holes: bars.holes, count: bars.count }).toEqual({
      holes: 0,
      count: HOURS + 14 * 24 + 10,
    });
    const files = await world.storedFiles();
    expect(files.slice(0, 3)).toEqual([
      "ETHUSDT-1h-2024-01.zip",
      "ETHUSDT-1h-2024-02.zip",
      "ETHUSDT-1h-2024-03-01.zip",
    ]);
    expect(files.slice(-2)).toEqual(["ETHUSDT-1h-2024-03-14.csv", "ETHUSDT-1h-2024-03-15.csv"]);
    expect(report.series[0]).toMatchObject({ kind: "klines", fetched: 17, kept: 0, empty: 0 });
    expect(report.bytes).toBeGreaterThan(1000);
  });

  it("holds the same bars whichever way they came", async () => {
    await world.download();
    const fromArchive = await world.storedBars();
    await world.forget();
    world.server.files.clear();
    await world.download();
    expect(await world.storedFiles()).toHaveLength(60);
    const fromApi = await world.storedBars();
    for (const name of ["timeIndex", "open", "high", "low", "close", "volume"] as const) {
      expect(fromApi[name]).toEqual(fromArchive[name]);
    }
  });

  it("fetches nothing again but checksums when nothing changed", async () => {
    await world.download();
    const before = world.server.requests.length;
    const again = await world.download();
    expect(again).toMatchObject({ bytes: 0, series: [{ fetched: 0, kept: 2 }] });
    expect(world.server.requests.slice(before).every((path) => path.endsWith(".CHECKSUM"))).toBe(
      true,
    );
  });

  it("fetches what is missing, harmed or changed", async () => {
    await world.download();
    const folder = join(world.home, "data", "um", "ETHUSDT", "last-1h");
    await rm(join(folder, "ETHUSDT-1h-2024-01.zip"));
    expect((await world.download()).series[0]).toMatchObject({ fetched: 1, kept: 1 });
    const path = join(folder, "ETHUSDT-1h-2024-02.zip");
    const bytes = await readFile(path);
    bytes[100] ^= 1;
    await writeFile(path, bytes);
    expect((await world.download()).series[0]).toMatchObject({ fetched: 1, kept: 1 });

    const corrected = barsText(JANUARY, FEBRUARY).replace("2000.00", "2000.01");
    publish(world.server, pathOf("2024-01"), zipOf("ETHUSDT-1h-2024-01.csv", corrected));
    const notices: unknown[] = [];
    const onNotice = (notice: unknown) => notices.push(notice);
    expect((await world.download({ onNotice })).series[0]).toMatchObject({ fetched: 1, kept: 1 });
    expect(notices).toEqual([{ kind: "changed", file: "ETHUSDT-1h-2024-01.zip" }]);
    expect((await world.storedBars()).count).toBe(HOURS);
  });

  it("takes the days of a month that is not there, and drops them when it is", async () => {
    world.server.files.delete(pathOf("2024-02"));
    world.server.files.delete(`${pathOf("2024-02")}.CHECKSUM`);
    for (let day = FEBRUARY; day < MARCH; day += DAY_MS) {
      const name = new Date(day).toISOString().slice(0, 10);
      publishPeriod(world.server, KLINES, name, [day, day + DAY_MS]);
    }
    await world.download();
    expect(await world.storedFiles()).toHaveLength(30);
    const before = await world.storedBars();
    publishPeriod(world.server, KLINES, "2024-02", [FEBRUARY, MARCH]);
    await world.download();
    expect(await world.storedFiles()).toEqual(["ETHUSDT-1h-2024-01.zip", "ETHUSDT-1h-2024-02.zip"]);
    expect((await world.storedBars()).close).toEqual(before.close);
  });

  it("replaces today's bars as the day goes on, and the day by the archive's", async () => {
    const span = { fromMs: Date.UTC(2024, 2, 14), toMs: Date.UTC(2024, 2, 16) };
    await world.download(span);
    expect((await world.storedBars()).count).toBe(34);
    world.nowMs = world.server.clockMs = NOW_MS + 3 * 3_600_000;
    expect((await world.download(span)).series[0]).toMatchObject({ fetched: 1, kept: 1 });
    expect((await world.storedBars()).count).toBe(37);
    world.nowMs = world.server.clockMs = Date.UTC(2024, 2, 17);
    publishPeriod(world.server, KLINES, "2024-03-14", [span.fromMs, span.fromMs + DAY_MS]);
    await world.download(span);
    expect(await world.storedFiles()).toEqual([
      "ETHUSDT-1h-2024-03-14.zip",
      "ETHUSDT-1h-2024-03-15.csv",
    ]);
    expect((await world.storedBars()).count).toBe(48);
  });

  it("asks for no days of months before the symbol was listed", async () => {
    const report = await world.download({ fromMs: Date.UTC(2023, 0, 1), toMs: FEBRUARY });
    expect(report.series[0]).toMatchObject({ empty: 11 + 19 });
    expect(requestsOf("2023-11-")).toBe(0);
    expect(openTimeMs(await world.storedBars(), 0)).toBe(LISTED_MS);
  });

  it("does not take days out of a month that it has", async () => {
    await world.download();
    const span = { fromMs: JANUARY + 3 * DAY_MS, toMs: JANUARY + 5 * DAY_MS };
    expect((await world.download(span)).series[0]).toMatchObject({ fetched: 0, kept: 2 });
    expect(await world.storedFiles()).toHaveLength(2);
  });

  it("brings funding rates, from the API for the month that is not over", async () => {
    await world.download({ kinds: ["klines", "funding"], toMs: Date.UTC(2024, 3, 1) });
    expect(await world.storedFiles("funding")).toEqual([
      "ETHUSDT-fundingRate-2024-01.zip",
      "ETHUSDT-fundingRate-2024-02.zip",
      "ETHUSDT-fundingRate-2024-03.csv",
    ]);
    const set = await openStore(world.home).resolve("ETHUSDT/funding", { kind: "funding" });
    const funding = await loadFunding(set?.paths ?? []);
    expect(funding.timeMs.at(-1)).toBe(Date.UTC(2024, 2, 15, 8));
    expect(funding.count).toBe(3 * 74 + 2);
    expect(requestsOf(archivePath(FUNDING, "2024-03"))).toBe(0);
  });

  it("brings the same funding rates by the API as by the archive, with their intervals", async () => {
    world.server.files.clear();
    await world.download({ kinds: ["funding"], toMs: FEBRUARY });
    const path = join(world.home, "data/um/ETHUSDT/funding/ETHUSDT-fundingRate-2024-01.csv");
    expect(await readFile(path, "utf8")).toBe(fundingText(JANUARY, FEBRUARY));
  });

  it("works on no more files at once than it may", async () => {
    world.server.delayMs = 20;
    await world.download({ fromMs: MARCH, toMs: NOW_MS, parallel: 3 });
    expect(world.server.mostAtOnce()).toBe(3);
  });

  it("tells how far it is, ending with all of it", async () => {
    const seen: { done: number; total: number }[] = [];
    await world.download({ onProgress: (progress) => seen.push(progress) });
    expect(seen.at(-1)).toMatchObject({ done: 2, total: 2, remainingMs: 0 });
  });

  it("refuses what cannot be before it asks anyone", async () => {
    for (const wrong of [{ symbol: "../x" }, { interval: "7m" }, { toMs: JANUARY }]) {
      await expect(world.download(wrong)).rejects.toMatchObject({ code: "USAGE" });
    }
    const spot = world.download({ market: "spot", kinds: ["mark"] });
    await expect(spot).rejects.toMatchObject({ code: "USAGE" });
    expect(world.server.requests).toEqual([]);
  });

  it("says so when there is nothing of a symbol", async () => {
    world.server.files.clear();
    for (const path of world.server.api.keys()) world.server.api.set(path, () => []);
    await expect(world.download()).rejects.toMatchObject({ code: "DOWNLOAD_EMPTY" });
  });
});
