/** Trades from a local server laid out like the exchange's: archive first, then the API by ids. */
import { appendFile, readdir, readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DownloadOptions } from "../../src/download/download-node.js";
import { loadTrades } from "../../src/market-data/load-node.js";
import { openStore } from "../../src/store/index.js";
import { type DownloadWorld, downloadWorld } from "../support/download-world.js";
import {
  ARCHIVE_END_MS,
  DAY_MS,
  NOW_MS,
  publishPeriod,
  TRADES,
  tradesText,
} from "../support/exchange-fixture.js";

const API = "/fapi/v1/aggTrades";
/** The last day of the archive, the first after it, and today. */
const [ARCHIVED, YESTERDAY, TODAY] = [
  ARCHIVE_END_MS - DAY_MS,
  ARCHIVE_END_MS,
  NOW_MS - (NOW_MS % DAY_MS),
];
const PART = ".ETHUSDT-aggTrades-2024-03-14.csv.part";

let world: DownloadWorld;
let folder: string;
beforeEach(async () => {
  world = await downloadWorld();
  folder = join(world.home, "data", "um", "ETHUSDT", "trades");
});
afterEach(() => world.close());

function publishDay(startMs: number): void {
  const name = new Date(startMs).toISOString().slice(0, 10);
  publishPeriod(world.server, TRADES, name, [startMs, startMs + DAY_MS]);
}

function download(options: Partial<DownloadOptions> = {}) {
  return world.download({ kinds: ["trades"], fromMs: YESTERDAY, toMs: TODAY, ...options });
}

/** What was asked of the API since a request: ids, or "time". */
function asked(since = 0): (number | "time")[] {
  return world.server.requests
    .slice(since)
    .filter((url) => url.startsWith(API))
    .map((url) => Number(/fromId=(\d+)/.exec(url)?.[1] ?? Number.NaN))
    .map((id) => (Number.isNaN(id) ? "time" : id));
}

const stored = (day: string) => readFile(join(folder, `ETHUSDT-aggTrades-${day}.csv`), "utf8");

describe("trades", () => {
  it("come from the archive, and by id from the API for days it does not have, without a gap", async () => {
    publishDay(ARCHIVED);
    const report = await download({ fromMs: ARCHIVED, toMs: TODAY + DAY_MS });
    expect(report.series[0]).toMatchObject({ kind: "trades", fetched: 3, kept: 0 });
    expect(await world.storedFiles("trades")).toEqual([
      "ETHUSDT-aggTrades-2024-03-13.zip",
      "ETHUSDT-aggTrades-2024-03-14.csv",
      "ETHUSDT-aggTrades-2024-03-15.csv",
    ]);
    const set = await openStore(world.home).resolve("ETHUSDT/trades", { kind: "trades" });
    const trades = await loadTrades(set?.paths ?? []);
    const lines = tradesText(ARCHIVED, NOW_MS + 1)
      .trim()
      .split("\n")
      .slice(1);
    expect(trades.count).toBe(lines.length);
    expect([trades.timeMs[0], trades.timeMs.at(-1)]).toEqual(
      [lines[0], lines.at(-1) ?? ""].map((line) => Number(line.split(",")[5])),
    );
  });

  it("are the same rows whichever way they came", async () => {
    await download();
    expect(await stored("2024-03-14")).toBe(tradesText(YESTERDAY, TODAY));
    expect(asked().filter((id) => id !== "time")).toHaveLength(2);
  });

  it("take whole months", async () => {
    const [from, to] = [Date.UTC(2024, 1, 1), Date.UTC(2024, 2, 1)];
    publishPeriod(world.server, TRADES, "2024-02", [from, to]);
    expect((await download({ fromMs: from, toMs: to })).series[0]).toMatchObject({ fetched: 1 });
    expect(await world.storedFiles("trades")).toEqual(["ETHUSDT-aggTrades-2024-02.zip"]);
    expect(asked()).toEqual([]);
  });

  it("of a day that goes on are asked for from the last id on", async () => {
    const span = { fromMs: TODAY, toMs: TODAY + DAY_MS };
    await download(span);
    const before = world.server.requests.length;
    expect((await download(span)).series[0]).toMatchObject({ fetched: 0, kept: 1 });
    const last = asked(before)[0] as number;
    expect(asked(before)).toEqual([last]);
    world.nowMs = world.server.clockMs = NOW_MS + 3_600_000;
    expect((await download(span)).series[0]).toMatchObject({ fetched: 1 });
    expect(asked(before)).toEqual([last, last]);
    expect(await stored("2024-03-15")).toBe(tradesText(TODAY, world.nowMs + 1));
  });

  it("of the archive take the place of those of the API", async () => {
    await download();
    publishDay(YESTERDAY);
    await writeFile(join(folder, PART), "half");
    await download();
    expect((await readdir(folder)).sort()).toEqual([
      "ETHUSDT-aggTrades-2024-03-14.zip",
      "manifest.json",
    ]);
  });

  it("go on behind the last page after a failure, and end up the same", async () => {
    const good = world.server.api.get(API);
    let pages = 0;
    world.server.api.set(API, (query) => {
      if (!query.has("fromId")) return good?.(query);
      pages += 1;
      return pages === 2 ? { code: -1 } : good?.(query);
    });
    await expect(download()).rejects.toMatchObject({ code: "DOWNLOAD_FAILED" });
    expect((await readdir(folder)).sort()).toEqual([PART]);
    const before = world.server.requests.length;
    const [, first] = asked();
    await download();
    expect(asked(before)).toEqual([(first as number) + 1000]);
    expect(await stored("2024-03-14")).toBe(tradesText(YESTERDAY, TODAY));
    expect((await readdir(folder)).includes(PART)).toBe(false);
  });

  it.each([
    ["cut in the middle of a line", (path: string) => truncate(path, 30_011)],
    ["with lines that are none", (path: string) => appendFile(path, "\0\0\0\n")],
    ["of something else", (path: string) => writeFile(path, "open_time,open\n1,2\n")],
    ["empty", (path: string) => writeFile(path, "")],
  ])("are right when the part that was left is %s", async (_name, harm) => {
    await download();
    const whole = await stored("2024-03-14");
    await world.forget();
    await download({ fromMs: ARCHIVED, toMs: YESTERDAY });
    await writeFile(join(folder, PART), whole);
    await harm(join(folder, PART));
    await download();
    expect(await stored("2024-03-14")).toBe(whole);
  });

  it("that do not follow each other are refused", async () => {
    const good = world.server.api.get(API);
    world.server.api.set(API, (query) => {
      const rows = good?.(query) as object[];
      return query.has("fromId") ? [...rows.slice(0, 500), ...rows.slice(499)] : rows;
    });
    await expect(download()).rejects.toMatchObject({
      code: "DOWNLOAD_FAILED",
      message: expect.stringContaining("gave trade"),
    });
  });

  it("without a checksum match are refused as bars are", async () => {
    publishDay(YESTERDAY);
    const path = [...world.server.files.keys()].find((name) => name.endsWith("03-14.zip")) ?? "";
    world.server.files.set(path, new TextEncoder().encode("PK\x03\x04 not this one"));
    await expect(download()).rejects.toMatchObject({ code: "DOWNLOAD_CHECKSUM" });
  });

  it("of a symbol without any say so", async () => {
    world.server.api.set(API, () => []);
    await expect(download()).rejects.toMatchObject({ code: "DOWNLOAD_EMPTY" });
  });
});
