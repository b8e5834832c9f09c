/** `perpmill run --follow` with mark prices, funding and a rule for holes. */
import { readdirSync, readFileSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ArchiveServer, startArchiveServer } from "../../test/support/archive-server.js";
import { barCells, barsText, serveApi } from "../../test/support/exchange-fixture.js";
import { type KlineStream, startKlineStream } from "../../test/support/kline-stream.js";
import {
  fundingText,
  type Missing,
  markText,
  nothingMissing,
  serveSides,
} from "../../test/support/side-fixture.js";
import type { CliHost } from "./host.js";
import { TEST_CONFIG, type TestFolder, testFolder } from "./test-host.fixture.js";

const HOUR_MS = 3_600_000;
const START = Date.UTC(2024, 2, 1);
const BARS = 400;
const hour = (index: number) => START + index * HOUR_MS;
const SERIES = ["--set", "funding.mode=series"];

let folder: TestFolder;
let rest: ArchiveServer;
let stream: KlineStream;
let missing: { readonly mark: Missing; readonly funding: Missing };
/** bars that are over at the exchange, counted from the first */
let over: number;

beforeEach(async () => {
  folder = testFolder();
  folder.write("config.json", TEST_CONFIG);
  folder.write("bars.csv", barsText(START, hour(300)));
  folder.write("all.csv", barsText(START, hour(BARS)));
  // Files rarely end together.
  folder.write("mark.csv", markText(START, hour(290)));
  folder.write("funding.csv", fundingText(START, hour(270)));
  folder.write("all-mark.csv", markText(START, hour(BARS)));
  folder.write("all-funding.csv", fundingText(START, hour(BARS + 30)));
  rest = await startArchiveServer();
  missing = { mark: nothingMissing(), funding: nothingMissing() };
  serveApi(rest);
  serveSides(rest, missing);
  stream = await startKlineStream();
  setOver(320);
});
afterEach(async () => {
  await Promise.all([rest.close(), stream.close()]);
  folder.remove();
});

function setOver(bars: number): void {
  over = bars;
  rest.clockMs = hour(bars) + 2000;
}

const sendBar = (index: number) => stream.send(barCells(hour(index)));

/** Follows; whenever a state is told, the next bar closes and the WebSocket sends it. */
async function follow(
  argv: readonly string[],
  send: (index: number, told: readonly string[]) => void = sendBar,
  host: Partial<CliHost> = {},
) {
  const told: string[] = [];
  const stdout = {
    write: (text: string) => {
      told.push(text);
      setTimeout(() => {
        if (over >= BARS) return;
        setOver(over + 1);
        send(over - 1, told);
      }, 5);
    },
  };
  const where = ["--api-url", rest.url, "--ws-url", stream.url, "--json"];
  const outcome = await folder.run(
    ["run", "config.json", "--data", "bars.csv", "--follow", ...where, ...argv],
    { utcMs: () => rest.clockMs, stdout, ...host },
  );
  return { ...outcome, told };
}

async function wholeRun(...argv: readonly string[]): Promise<string> {
  const run = await folder.run(["run", "config.json", "--data", "all.csv", "--json", ...argv]);
  expect(run).toMatchObject({ exitCode: 0, stderr: "" });
  return JSON.parse(run.stdout).resultHash;
}

const lastOf = (told: readonly string[]) => JSON.parse(told[told.length - 1]);
const BOTH = [...SERIES, "--mark", "mark.csv", "--funding", "funding.csv"];
const ALL = [...SERIES, "--mark", "all-mark.csv", "--funding", "all-funding.csv"];

describe("perpmill run --follow --mark --funding", () => {
  it("ends up where one run over all bars, mark prices and funding does", async () => {
    const { exitCode, told, stderr } = await follow([...BOTH, "--follow-bars", "100"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const hashes = [
      await wholeRun(...ALL),
      await wholeRun("--mark", "all-mark.csv"),
      await wholeRun(...SERIES, "--funding", "all-funding.csv"),
      await wholeRun(),
    ];
    expect(new Set(hashes).size).toBe(4);
    expect(lastOf(told)).toMatchObject({ bars: BARS, resultHash: hashes[0] });
  });

  it.each([
    ["mark prices alone", ["--mark", "mark.csv"], ["--mark", "all-mark.csv"]],
    [
      "funding alone",
      [...SERIES, "--funding", "funding.csv"],
      [...SERIES, "--funding", "all-funding.csv"],
    ],
  ])("does so with %s", async (_name, given, whole) => {
    const { told } = await follow([...given, "--follow-bars", "100"]);
    expect(lastOf(told)).toMatchObject({ bars: BARS, resultHash: await wholeRun(...whole) });
  });

  it("does so too when it is ended and started again, journals cut off, bars lost and repeated", async () => {
    const state = ["--state", "state", ...BOTH];
    await follow([...state, "--follow-bars", "40"]);
    expect(readdirSync(join(folder.path, "state")).sort()).toEqual([
      "bars.csv",
      "funding.csv",
      "mark.csv",
    ]);
    for (const [name, bytes] of [
      ["bars.csv", 7],
      ["mark.csv", 100],
      ["funding.csv", 5],
    ] as const) {
      const journal = join(folder.path, "state", name);
      truncateSync(journal, readFileSync(journal).length - bytes);
    }
    const again = await follow([...state, "--follow-bars", "30"], (index) => {
      for (const sent of [index - 2, index, index, index - 1]) sendBar(sent);
    });
    expect(JSON.parse(again.told[0]).bars).toBe(339);
    const stop = new AbortController();
    const third = await follow(
      state,
      (index) => {
        if (index % 7 === 0) stream.drop(index % 2 === 0);
        else sendBar(index);
        if (index === BARS - 1) setTimeout(() => stop.abort(), 1500);
      },
      { signal: stop.signal },
    );
    expect(third.exitCode).toBe(130);
    expect(lastOf(third.told)).toMatchObject({ bars: BARS, resultHash: await wholeRun(...ALL) });
  });

  it("waits for rows that REST does not have yet", async () => {
    missing.mark.untilMs = hour(340);
    missing.funding.untilMs = hour(340);
    const { told, stderr } = await follow([...BOTH, "--follow-bars", "100"], (index) => {
      sendBar(index);
      if (index === 340) {
        setTimeout(() => {
          missing.mark.untilMs = Number.POSITIVE_INFINITY;
          missing.funding.untilMs = Number.POSITIVE_INFINITY;
        }, 300);
      }
    });
    expect(stderr).toBe("");
    expect(lastOf(told)).toMatchObject({ bars: BARS, resultHash: await wholeRun(...ALL) });
  });

  it("goes on without rows that do not come, and runs again with them when they do", async () => {
    missing.mark.untilMs = hour(398);
    missing.funding.untilMs = hour(396);
    const { told, stderr } = await follow([...BOTH, "--follow-bars", "100"], (index, seen) => {
      if (index < BARS - 1) return sendBar(index);
      // The last bar closes once the one before it was run.
      const waiting = setInterval(() => {
        if (lastOf(seen).bars < BARS - 1) return;
        clearInterval(waiting);
        missing.mark.untilMs = Number.POSITIVE_INFINITY;
        missing.funding.untilMs = Number.POSITIVE_INFINITY;
        sendBar(index);
      }, 10);
    });
    expect(stderr).toMatch(/^note: the mark price of 2024-03-17 14:00 came late; .*\n/);
    expect(stderr).toMatch(/\nnote: the funding of 2024-03-17 12:00 came late; .*\n$/);
    const before = JSON.parse(told[told.length - 2]);
    expect(before.bars).toBe(BARS - 1);
    expect(lastOf(told)).toMatchObject({ bars: BARS, resultHash: await wholeRun(...ALL) });
  }, 30_000);

  it("marks bars at last prices whose mark price the exchange never had, as any run does", async () => {
    missing.mark.never = new Set([hour(345), hour(346)]);
    folder.write("all-mark.csv", markText(START, hour(BARS), missing.mark.never));
    const { told } = await follow([...BOTH, "--follow-bars", "100"]);
    expect(lastOf(told)).toMatchObject({ bars: BARS, resultHash: await wholeRun(...ALL) });
  }, 30_000);

  it("ends with an error when the exchange does not give them at all", async () => {
    for (const path of rest.api.keys()) if (path.includes("mark")) rest.api.delete(path);
    const { exitCode, stderr, told } = await follow(BOTH);
    expect(exitCode).toBe(1);
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: "DOWNLOAD_FAILED" } });
    expect(told).toHaveLength(1);
  });
});

describe("perpmill run --follow --fill flat", () => {
  /** Bars without some of them, the last of the days among them. */
  const holes = new Set([100, 101, 230, 310, 311, 344, 345, 398].map(hour));

  function withHoles(text: string): string {
    const lines = text.split("\n");
    return lines.filter((line) => !holes.has(Number(line.slice(0, 13)))).join("\n");
  }

  it("fills what the exchange does not have, and fetches what the WebSocket left out", async () => {
    folder.write("bars.csv", withHoles(folder.read("bars.csv")));
    folder.write("all.csv", withHoles(folder.read("all.csv")));
    const klines = rest.api.get("/fapi/v1/klines");
    rest.api.set("/fapi/v1/klines", (query) =>
      (klines?.(query) as number[][]).filter(([openMs]) => !holes.has(openMs)),
    );
    const argv = ["--fill", "flat", "--state", "state", ...BOTH];
    const send = (index: number) => {
      // Every fifth bar comes by REST alone, or with the next.
      if (index % 5 > 0 && !holes.has(hour(index))) return sendBar(index);
      setOver(over + 1);
      return holes.has(hour(index + 1)) ? stream.drop() : sendBar(index + 1);
    };
    await follow([...argv, "--follow-bars", "30"], send);
    const { told, stderr } = await follow([...argv, "--follow-bars", "60"], send);
    expect(stderr).toBe("");
    const last = lastOf(told);
    folder.write(
      "all.csv",
      folder.read("all.csv").slice(0, endOf(folder.read("all.csv"), last.last)),
    );
    const whole = await wholeRun("--fill", "flat", ...ALL);
    expect(last.resultHash).toBe(whole);
    expect(whole).not.toBe(await wholeRun(...ALL));
    expect((last.last - START) / HOUR_MS + 1).toBe(last.bars);
    expect(last.bars).toBeGreaterThan(385);
  }, 60_000);

  /** Where the line of the bar that opens at a time ends. */
  function endOf(text: string, openMs: number): number {
    return text.indexOf("\n", text.indexOf(`\n${openMs},`) + 1) + 1;
  }
});

describe("perpmill run --follow", () => {
  it.each([
    [["--fill", "drop-day"], /known at its end/],
    [["--market", "spot", "--mark", "mark.csv"], /spot market/],
    [["--mark", "long-mark.csv"], /mark prices of 4h .* bars of 1h/],
  ])("refuses %s", async (wrong, message) => {
    const fourHours = folder
      .read("mark.csv")
      .split("\n")
      .filter((_, at) => at % 4 === 0);
    folder.write("long-mark.csv", `${fourHours.join("\n")}\n`);
    const { exitCode, stderr } = await follow(wrong);
    expect(exitCode).toBe(2);
    expect(JSON.parse(stderr)).toMatchObject({
      error: { code: "USAGE", message: expect.stringMatching(message) },
    });
  });

  it("keeps states apart that follow other series, another market or fill holes otherwise", async () => {
    const states: string[][] = [[], ["--mark", "mark.csv"], ["--fill", "flat"]];
    for (const state of states) await follow([...state, "--home", "home", "--follow-bars", "20"]);
    expect(readdirSync(join(folder.path, "home", "live"))).toHaveLength(3);
  });
});
