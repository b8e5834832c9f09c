import { readdirSync, readFileSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ArchiveServer, startArchiveServer } from "../../test/support/archive-server.js";
import { barCells, barsText, serveApi } from "../../test/support/exchange-fixture.js";
import { type KlineStream, startKlineStream } from "../../test/support/kline-stream.js";
import type { CliHost } from "./host.js";
import { TEST_CONFIG, type TestFolder, testFolder } from "./test-host.fixture.js";

const HOUR_MS = 3_600_000;
const START = Date.UTC(2024, 2, 1);
const BARS = 400;

let folder: TestFolder;
let rest: ArchiveServer;
let stream: KlineStream;
/** bars that are over at the exchange, counted from the first */
let over: number;

beforeEach(async () => {
  folder = testFolder();
  folder.write("config.json", TEST_CONFIG);
  folder.write("bars.csv", barsText(START, START + 300 * HOUR_MS));
  folder.write("all.csv", barsText(START, START + BARS * HOUR_MS));
  rest = await startArchiveServer();
  serveApi(rest);
  stream = await startKlineStream();
  setOver(320);
});
afterEach(async () => {
  await Promise.all([rest.close(), stream.close()]);
  folder.remove();
});

function setOver(bars: number): void {
  over = bars;
  rest.clockMs = START + bars * HOUR_MS + 2000;
}

/** Follows; whenever a state is told, the next bar closes and the WebSocket sends it. */
async function follow(
  argv: readonly string[],
  send: (index: number) => void = (index) => stream.send(barCells(START + index * HOUR_MS)),
  host: Partial<CliHost> = {},
) {
  const told: string[] = [];
  const stdout = {
    write: (text: string) => {
      told.push(text);
      setTimeout(() => {
        if (over >= BARS) return;
        setOver(over + 1);
        send(over - 1);
      }, 5);
    },
  };
  const where = ["--api-url", rest.url, "--ws-url", stream.url];
  const outcome = await folder.run(
    ["run", "config.json", "--data", "bars.csv", "--follow", ...where, ...argv],
    { utcMs: () => rest.clockMs, stdout, ...host },
  );
  return { ...outcome, told };
}

async function wholeRun(): Promise<{ resultHash: string; fills: number }> {
  const { stdout } = await folder.run(["run", "config.json", "--data", "all.csv", "--json"]);
  return JSON.parse(stdout);
}

const lastOf = (told: readonly string[]) => JSON.parse(told[told.length - 1]);

describe("perpmill run --follow", () => {
  it("ends up where one run over all bars does", async () => {
    const { exitCode, told, stderr } = await follow(["--json", "--follow-bars", "100"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const whole = await wholeRun();
    expect(whole.fills).toBeGreaterThan(20);
    expect(lastOf(told)).toMatchObject({ bars: BARS, resultHash: whole.resultHash });
    // the first line is that of the data alone
    expect(JSON.parse(told[0])).toMatchObject({ newBars: 0, bars: 300 });
    expect(told.length).toBeGreaterThan(20);
  });

  it("ends up there too when it is ended and started again, bars cut off and repeated", async () => {
    const state = ["--state", "state", "--json"];
    await follow([...state, "--follow-bars", "40"]);
    const journal = join(folder.path, "state", "bars.csv");
    truncateSync(journal, readFileSync(journal).length - 7);
    const again = await follow([...state, "--follow-bars", "30"], (index) => {
      for (const sent of [index - 2, index, index, index - 1]) {
        stream.send(barCells(START + sent * HOUR_MS));
      }
    });
    expect(JSON.parse(again.told[0]).bars).toBe(339);
    const stop = new AbortController();
    const third = await follow(
      state,
      (index) => {
        if (index % 7 === 0) stream.drop(index % 2 === 0);
        else stream.send(barCells(START + index * HOUR_MS));
        if (index === BARS - 1) setTimeout(() => stop.abort(), 1500);
      },
      { signal: stop.signal },
    );
    expect(third.exitCode).toBe(130);
    expect(lastOf(third.told)).toMatchObject({
      bars: BARS,
      resultHash: (await wholeRun()).resultHash,
    });
  });

  it("writes the files that are asked for after every bar, and shows bars and fills", async () => {
    const { told } = await follow(["--follow-bars", "30", "--out", "result.json"]);
    const result = JSON.parse(folder.read("result.json"));
    expect(result.data).toMatchObject({ bars: 330, md5: null });
    expect(told[0]).toContain("following ETHUSDT; bars kept in ");
    expect(told[1]).toMatch(/^2024-03-14 0\d:00 {2}\d+\.\d\d {2}equity [\d,.]+ {2}\(2\d bars\)\n/);
    expect(told.join("")).toMatch(
      /\n {2}2024-03-14 \d\d:\d\d {2}[+\u2212][\d.]+ @ [\d.]+ {2}quote\n/,
    );
  });

  it("keeps what it saw in the data directory, by configuration and data", async () => {
    const home = ["--home", "home", "--json", "--follow-bars", "25"];
    await follow(home);
    await follow([...home, "--set", "strategy.bidSpread=0.002"]);
    expect(readdirSync(join(folder.path, "home", "live"))).toHaveLength(2);
  });

  it.each([
    [["--set", "data.end=2024-04-01"], "CONFIG_INVALID"],
    [["--set", "instrument.symbol=no-symbol"], "USAGE"],
    [["--follow-bars", "0"], "USAGE"],
  ])("refuses %s", async (wrong, code) => {
    const { exitCode, stderr } = await follow([...wrong, "--json"]);
    expect(exitCode).toBe(2);
    expect(JSON.parse(stderr)).toMatchObject({ error: { code } });
  });
});
