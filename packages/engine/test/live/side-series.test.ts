/** Mark prices and funding beside live bars, from a local exchange that is late, fails or is stopped. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FUNDING_RULES, markRules } from "../../src/live/side-rules.js";
import { type SideOptions, SideSeries } from "../../src/live/side-series-node.js";
import { loadFunding, loadPriceSeries } from "../../src/market-data/load-node.js";
import { type ArchiveServer, startArchiveServer } from "../support/archive-server.js";
import {
  fundingText,
  type Missing,
  markText,
  nothingMissing,
  serveSides,
} from "../support/side-fixture.js";

const HOUR_MS = 3_600_000;
const START = Date.UTC(2024, 2, 15);
const MARK_PATH = "/fapi/v1/markPriceKlines";
const hour = (index: number) => START + index * HOUR_MS;
const span = (from: number, to: number) => ({ startMs: hour(from), endMs: hour(to) });
const encode = (text: string) => new TextEncoder().encode(text);

let folder: string;
let rest: ArchiveServer;
let missing: { readonly mark: Missing; readonly funding: Missing };
let stop: AbortController;
let failures: string[];
let late: string[];
let waits: number[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "perpmill-sides-"));
  rest = await startArchiveServer();
  rest.clockMs = hour(100) + 2000;
  missing = { mark: nothingMissing(), funding: nothingMissing() };
  serveSides(rest, missing);
  stop = new AbortController();
  failures = [];
  late = [];
  waits = [];
});
afterEach(async () => {
  await rest.close();
  await rm(folder, { recursive: true });
});

function options(more: Partial<SideOptions> = {}): SideOptions {
  return {
    symbol: "ETHUSDT",
    nowMs: () => rest.clockMs,
    sleep: async (ms) => {
      waits.push(ms);
    },
    apiUrl: `${rest.url}/`,
    signal: stop.signal,
    onFailure: ({ code }) => failures.push(code),
    onLate: (kind, timeMs) => late.push(`${kind} ${(timeMs - START) / HOUR_MS}`),
    ...more,
  };
}

const markOf = (from: number, to: number) =>
  loadPriceSeries(encode(markText(hour(from), hour(to))), "mark", { intervalMs: HOUR_MS });
const fundingOf = (from: number, to: number) =>
  loadFunding(encode(fundingText(hour(from), hour(to))));

const WHERE = () => ({ folder, intervalMs: HOUR_MS });
const openMark = async (rows: number, more: Partial<SideOptions> = {}) =>
  SideSeries.open(markRules(HOUR_MS), await markOf(0, rows), WHERE(), options(more));
const openFunding = async (hours: number) =>
  SideSeries.open(FUNDING_RULES, await fundingOf(0, hours), WHERE(), options());

describe("mark prices", () => {
  it("are those of one file, taken bar by bar, and again from the journal", async () => {
    const mark = await openMark(10);
    for (const to of [12, 13, 20]) await mark.takeUpTo(span(11, to));
    const { source: _, ...columns } = await markOf(0, 20);
    expect(mark.series).toMatchObject(columns);
    expect((await openMark(10)).series).toMatchObject(columns);
    // the data have grown meanwhile
    expect((await openMark(15)).series).toMatchObject(columns);
    expect(waits).toEqual([]);
  });

  it("that are not final yet are asked for again", async () => {
    const mark = await openMark(10);
    rest.clockMs = hour(11) + 300;
    const sleep = async (ms: number) => {
      waits.push(ms);
      rest.clockMs += ms;
    };
    const slow = await openMark(10, { sleep });
    await slow.takeUpTo(span(10, 11));
    expect(slow.series.count).toBe(11);
    expect(waits).toEqual([1000]);
    expect(mark.series.count).toBe(10);
  });

  it("that do not come are given up for now, and told when they come", async () => {
    const mark = await openMark(10);
    missing.mark.untilMs = hour(12);
    await mark.takeUpTo(span(11, 12));
    await mark.takeUpTo(span(12, 13));
    expect({ count: mark.series.count, waits }).toEqual({ count: 12, waits: [1000, 1000, 1000] });
    missing.mark.untilMs = hour(50);
    await mark.takeUpTo(span(13, 14));
    expect(mark.series.count).toBe(14);
    expect(late).toEqual(["mark 12"]);
  });

  it("hold their bars back while REST fails, once it has answered", async () => {
    const mark = await openMark(10);
    await mark.takeUpTo(span(10, 11));
    rest.faults.set(MARK_PATH, Array(13).fill({ status: 500 }));
    await mark.takeUpTo(span(11, 12));
    expect(mark.series.count).toBe(12);
    expect(failures).toEqual(["DOWNLOAD_FAILED", "DOWNLOAD_FAILED"]);

    rest.faults.set(MARK_PATH, [{ status: 400, body: "Invalid symbol." }]);
    await expect((await openMark(10)).takeUpTo(span(20, 21))).rejects.toMatchObject({
      code: "DOWNLOAD_FAILED",
    });
  });

  it("that are no prices are refused and not kept", async () => {
    rest.api.set(MARK_PATH, () => [[hour(10), "5", "4", "6", "5", "0"]]);
    const mark = await openMark(10);
    await expect(mark.takeUpTo(span(10, 11))).rejects.toMatchObject({ code: "BARS_HIGH_LOW" });
    expect(await readFile(join(folder, "mark.csv"), "utf8")).toBe(
      "open_time,open,high,low,close,volume\n",
    );
  });

  it("are not waited for any more when the run is stopped", async () => {
    missing.mark.untilMs = hour(10);
    const mark = await openMark(10, { sleep: undefined });
    setTimeout(() => stop.abort(), 20);
    await expect(mark.takeUpTo(span(10, 11))).rejects.toMatchObject({ code: "ABORTED" });
  });
});

describe("funding", () => {
  it("is that of one file, however often it is settled", async () => {
    const funding = await openFunding(30);
    for (const to of [31, 33, 37, 41, 90]) await funding.takeUpTo(span(to - 1, to));
    const { source: _, ...columns } = await fundingOf(0, 90);
    expect(funding.series).toMatchObject(columns);
    expect((await openFunding(30)).series).toMatchObject(columns);
    expect({ waits, late }).toEqual({ waits: [], late: [] });
  });

  it("is waited for when it is due, and not before or after", async () => {
    const funding = await openFunding(30);
    missing.funding.untilMs = hour(32);
    for (const [to, tries] of [
      [31, 0],
      [32, 0],
      [33, 3],
      [34, 3],
    ]) {
      await funding.takeUpTo(span(to - 1, to));
      expect(waits).toHaveLength(tries);
    }
    missing.funding.untilMs = hour(50);
    await funding.takeUpTo(span(34, 35));
    expect(late).toHaveLength(1);
    const { timeMs } = await fundingOf(0, 35);
    expect(funding.series.timeMs).toEqual(timeMs);
  });

  it("counts once when file and exchange tell its time some ms apart", async () => {
    const series = await loadFunding(encode(`time,rate\n${hour(24)},0.0001\n${hour(28)},0.0002\n`));
    const funding = await SideSeries.open(FUNDING_RULES, series, WHERE(), options());
    rest.api.set("/fapi/v1/fundingRate", (query) =>
      [hour(28) + 7, hour(32) + 7]
        .filter((time) => time >= Number(query.get("startTime")))
        .map((time) => ({ fundingTime: time, fundingRate: "0.00030000" })),
    );
    await funding.takeUpTo(span(28, 33));
    expect([...funding.series.rate]).toEqual([0.0001, 0.0002, 0.0003]);
  });
});
