import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RandomStream } from "../synthetic/random.js";
import { TEST_CONFIG, type TestFolder, testFolder } from "./test-host.fixture.js";

/** Trades of a walk in the exchange's layout, one every two seconds or so. */
function tradesCsv(count: number): string {
  const random = RandomStream.of(2, 0);
  const lines = [
    "agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker",
  ];
  let price = 2000;
  let timeMs = Date.UTC(2024, 0, 1);
  for (let id = 1; id <= count; id++) {
    price *= 1 + 0.00015 * random.nextBell();
    timeMs += Math.floor(random.next() * 4000);
    lines.push(`${id},${price.toFixed(2)},25,${id},${id},${timeMs},${id % 2 === 0}`);
  }
  return `${lines.join("\n")}\n`;
}

const BASE = ["calibrate", "config.json", "--trades", "trades.csv"];

describe("perpmill calibrate", () => {
  let folder: TestFolder;
  beforeEach(() => {
    folder = testFolder();
    folder.write("config.json", TEST_CONFIG);
    folder.write("trades.csv", tradesCsv(3_000));
  });
  afterEach(() => folder.remove());

  it("prints how far every model is off, by refresh time and fill rule", async () => {
    const done = await folder.run([...BASE, "--refresh", "60s,20s", "--seeds", "2"]);
    expect(done).toMatchObject({ exitCode: 0, stderr: "" });
    const lines = done.stdout.split("\n");
    expect(lines[0]).toMatch(/^3,000 trades, \d+ bars of 1m {2}/);
    expect(lines[2]).toBe("Quotes due after 1 min, fills by touch");
    expect(lines[3]).toMatch(
      /^path +renewed +fills +off by +spread P&L +off by +total +off by +bps$/,
    );
    expect(lines[4]).toMatch(/^trades +\d[\d.]* s +\d+ +\d+\.\d\d +[+−]?\d+\.\d\d$/);
    expect(lines[10]).toMatch(/^bridge .* ± /);
    expect(lines[11]).toBe("All path models say the same.");
    expect(lines[33]).toMatch(/^Nearest to the trades: .* by fills, .* by the total\.$/);
    expect(lines.filter((line) => line.startsWith("Quotes due"))).toHaveLength(4);
  });

  it("prints and writes JSON, on bars of another interval", async () => {
    const more = ["--interval", "5m", "--seeds", "1", "--out", "calibration.json", "--json"];
    const done = await folder.run([...BASE, ...more]);
    expect(done.stderr).toBe("");
    const json = JSON.parse(done.stdout);
    expect(json).toMatchObject({ kind: "calibration", trades: 3_000, seeds: 1 });
    expect(json.data.intervalMs).toBe(300_000);
    expect([...new Set(json.columns.refreshMs)]).toEqual([300_000, 100_000, 25_000]);
    expect(json.columns.total.biasAbsolute).toHaveLength(json.columns.model.length);
    expect(folder.read("calibration.json")).toBe(done.stdout);
  });

  it("speaks Chinese", async () => {
    const done = await folder.run([...BASE, "--refresh", "20s", "--seeds", "1", "--lang", "zh"]);
    expect(done.stdout).toContain("报价间隔 20 s，成交规则 through");
    expect(done.stdout).toContain("最接近真实成交路径");
  });

  it.each([
    [["--refresh", "often"], "USAGE"],
    [["--seeds", "0"], "USAGE"],
    [["--seeds", "2000"], "CALIBRATION_INVALID"],
    [["--interval", "x"], "USAGE"],
    [["--set", "strategy.bidSpred=1"], "CONFIG_UNKNOWN_KEY"],
    [["--out", "trades.csv"], "USAGE"],
    [["--trades", "none.csv"], "FILE_NOT_FOUND"],
  ])("refuses %j with %s and leaves no file", async (args, code) => {
    const done = await folder.run([...BASE, ...args, "--json"]);
    expect(done.exitCode).toBe(2);
    expect(done.stdout).toBe("");
    expect(JSON.parse(done.stderr).error).toMatchObject({ code, hint: expect.any(String) });
    expect(folder.files()).toEqual(["config.json", "trades.csv"]);
  });

  it("stops when it is cancelled, and leaves no file", async () => {
    const stop = new AbortController();
    const terminal = {
      isTTY: true,
      write: (text: string) => {
        if (text.includes("%")) stop.abort();
      },
    };
    let clockMs = 0;
    const nowMs = () => {
      clockMs += 1000;
      return clockMs;
    };
    const host = { signal: stop.signal, stderr: terminal, nowMs };
    const done = await folder.run([...BASE, "--out", "calibration.json"], host);
    expect(done.exitCode).toBe(130);
    expect(folder.files()).toEqual(["config.json", "trades.csv"]);
  });
});
