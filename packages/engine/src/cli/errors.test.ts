import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { barsCsv, TEST_CONFIG, type TestFolder, testFolder } from "./test-host.fixture.js";

const OUTPUTS = ["--out", "result.json", "--trades", "trades.csv", "--equity", "equity.csv"];

/** A zip of one stored entry, cut off in the middle of its data. */
function truncatedZip(content: string): Uint8Array {
  const name = Buffer.from("bars.csv");
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt32LE(Buffer.byteLength(content), 18);
  header.writeUInt32LE(Buffer.byteLength(content), 22);
  header.writeUInt16LE(name.length, 26);
  const whole = Buffer.concat([header, name, Buffer.from(content)]);
  return whole.subarray(0, Math.floor(whole.length / 2));
}

function unsorted(): string {
  const lines = barsCsv(50).trimEnd().split("\n");
  [lines[20], lines[21]] = [lines[21], lines[20]];
  return `${lines.join("\n")}\n`;
}

let folder: TestFolder;

beforeEach(() => {
  folder = testFolder();
  folder.write("config.json", TEST_CONFIG);
});

afterEach(() => folder.remove());

/** One block: the error, its hint, perhaps further issues; nothing else. */
function expectOneError(stderr: string): void {
  expect(stderr.match(/^error /gm)).toHaveLength(1);
  expect(stderr).toMatch(/^error [A-Z_]+: \S.*\nhint: \S/);
  expect(stderr).not.toContain("    at ");
}

async function expectBadInput(argv: readonly string[], pattern: RegExp): Promise<void> {
  const before = folder.files();
  const { exitCode, stdout, stderr } = await folder.run(argv);
  expect(stderr).toMatch(pattern);
  expectOneError(stderr);
  expect(exitCode).toBe(2);
  expect(stdout).toBe("");
  expect(folder.files()).toEqual(before);
  const json = await folder.run([...argv, "--json"]);
  const { error } = JSON.parse(json.stderr);
  expect(stderr).toContain(error.code);
  expect(json.exitCode).toBe(2);
  expect(json.stdout).toBe("");
}

describe("bad bars give one clear error, exit code 2 and no output file", () => {
  const oneBar = barsCsv(1);
  it.each<[string, string, string | Uint8Array | null, RegExp]>([
    ["a truncated zip", "bars.zip", truncatedZip(barsCsv(500)), /bars\.zip/],
    ["a truncated gzip", "bars.csv.gz", gzipSync(barsCsv(500)).subarray(0, 900), /bars\.csv\.gz/],
    ["an unsorted file", "bars.csv", unsorted(), /BARS_UNSORTED.*bars\.csv, line 2[12]/],
    ["a single bar without --interval", "bars.csv", oneBar, /BARS_INTERVAL[\s\S]*--interval/],
    ["an empty file", "bars.csv", "", /BARS_EMPTY.*bars\.csv/],
    ["a header alone", "bars.csv", "open_time,open,high,low,close,volume\n", /BARS_EMPTY/],
    [
      "a binary file",
      "bars.csv",
      Uint8Array.from({ length: 4000 }, (_, i) => (i * 197) % 256),
      /bars\.csv/,
    ],
    ["a missing file", "nothing.csv", null, /FILE_NOT_FOUND.*nothing\.csv/],
  ])("%s", async (_, name, content, pattern) => {
    if (content !== null) folder.write(name, content);
    await expectBadInput(["run", "config.json", "--data", name, ...OUTPUTS], pattern);
  });

  it("runs the single bar when the interval is told", async () => {
    folder.write("bars.csv", oneBar);
    const run = ["run", "config.json", "--data", "bars.csv", "--interval", "1m", "--json"];
    const { exitCode, stdout } = await folder.run(run);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout).bars).toBe(1);
  });
});

describe("a wrong configuration gives one clear error", () => {
  it.each<[string, string, RegExp]>([
    ["no JSON", "{ instrument", /CONFIG_INVALID.*config\.json, line 1/],
    [
      "an unknown key",
      TEST_CONFIG.replace("bidSpread", "bidSpraed"),
      /CONFIG_UNKNOWN_KEY[\s\S]*bidSpread/,
    ],
    [
      "a value out of range",
      TEST_CONFIG.replace('"leverage":5', '"leverage":-5'),
      /account\.leverage/,
    ],
    ["an empty file", "", /CONFIG_INVALID/],
    ["a list", "[]", /CONFIG_INVALID/],
  ])("%s", async (_, text, pattern) => {
    folder.write("config.json", text);
    folder.write("bars.csv", barsCsv(20));
    await expectBadInput(["run", "config.json", "--data", "bars.csv", ...OUTPUTS], pattern);
  });

  it("names every problem in one block", async () => {
    folder.write("config.json", TEST_CONFIG.replace("0.001", "-1").replace("10000", "-2"));
    const { stderr } = await folder.run(["run", "config.json", "--data", "bars.csv"]);
    expectOneError(stderr);
    expect(stderr).toMatch(/bidSpread/);
    expect(stderr).toMatch(/initialBalance/);
  });

  it("is told before the data are looked at", async () => {
    folder.write("config.json", "{}");
    const { stderr } = await folder.run(["run", "config.json", "--data", "nothing.csv"]);
    expect(stderr).toMatch(/CONFIG_INVALID/);
  });
});

describe("wrong usage", () => {
  const run = ["run", "config.json", "--data", "bars.csv"];
  it.each<[string, readonly string[], RegExp]>([
    ["an unknown command", ["rnu"], /USAGE.*rnu/],
    ["an unknown option", [...run, "--outt", "x"], /USAGE.*--outt.*--out/],
    ["no data", ["run", "config.json"], /USAGE.*--data/],
    ["a wrong layer", [...run, "--layer", "fast"], /USAGE.*fast/],
    ["a wrong interval", [...run, "--interval", "soon"], /USAGE.*soon/],
    ["a --set without a value", [...run, "--set", "strategy"], /USAGE.*strategy/],
    ["an unknown path in --set", [...run, "--set", "strategy.bid=1"], /CONFIG_UNKNOWN_KEY/],
    ["a wrong count", ["demo", "--bars", "many"], /USAGE.*many/],
    ["an unknown strategy", ["strategies", "dual"], /CONFIG_INVALID[\s\S]*dual-maker/],
    ["an unknown instrument", ["instruments", "ETHUSD"], /CONFIG_INVALID[\s\S]*ETHUSDT/],
    [
      "a missing configuration",
      ["run", "no.json", "--data", "bars.csv"],
      /FILE_NOT_FOUND.*no\.json/,
    ],
    ["an output over an input", [...run, "--out", "./bars.csv"], /USAGE.*--data/],
    ["two outputs in one file", [...run, "--out", "x", "--trades", "x"], /USAGE.*--out/],
    ["an output in no folder", [...run, "--out", "none/x.json"], /OUTPUT_NOT_WRITABLE.*none/],
    ["an output that is a folder", [...run, "--out", "."], /OUTPUT_NOT_WRITABLE/],
    ["a device as output", [...run, "--out", "/dev/null"], /OUTPUT_NOT_WRITABLE/],
  ])("%s is an error with a hint", async (_, argv, pattern) => {
    folder.write("bars.csv", barsCsv(20));
    const { exitCode, stderr, stdout } = await folder.run(argv);
    expect(stderr).toMatch(pattern);
    expectOneError(stderr);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(folder.files()).toEqual(["bars.csv", "config.json"]);
  });

  it("keeps an older output when the run fails", async () => {
    folder.write("bars.csv", unsorted());
    folder.write("result.json", "older");
    await folder.run([...run, "--out", "result.json"]);
    expect(folder.read("result.json")).toBe("older");
  });

  it("prints the first of many mistakes, and all of them with --json", async () => {
    folder.write("bars.csv", barsCsv(50));
    const keys = Array.from({ length: 30 }, (_, at) => [`key${at}`, 1]);
    folder.write("config.json", JSON.stringify(Object.fromEntries(keys)));
    const { stderr } = await folder.run(run);
    expect(stderr.split("\n")).toHaveLength(13);
    expect(stderr).toMatch(/\n {2}and 24 more\n$/);
    const { error } = JSON.parse((await folder.run([...run, "--json"])).stderr);
    expect(error.issues).toHaveLength(32);
  });

  it("names the codes in Chinese too", async () => {
    const { stderr } = await folder.run([...run, "--lang", "zh"]);
    expect(stderr).toMatch(/^错误 FILE_NOT_FOUND（找不到文件）: /);
  });
});

describe("work that fails", () => {
  it("leaves none of the files when one of them cannot get its name", async () => {
    folder.write("bars.csv", barsCsv(50));
    const run = ["run", "config.json", "--data", "bars.csv", ...OUTPUTS];
    const interfering = {
      // The folder appears after the check and before the rename.
      nowMs: () => {
        mkdirSync(join(folder.path, "equity.csv"), { recursive: true });
        return 0;
      },
    };
    const { exitCode, stderr } = await folder.run(run, interfering);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^error OUTPUT_FAILED: .*equity\.csv/);
    expect(folder.files()).toEqual(["bars.csv", "config.json", "equity.csv"]);
  });
});
