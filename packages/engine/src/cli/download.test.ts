import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ArchiveServer, startArchiveServer } from "../../test/support/archive-server.js";
import { fillExchange } from "../../test/support/exchange-fixture.js";
import { type TestFolder, testFolder } from "./test-host.fixture.js";

let folder: TestFolder;
let server: ArchiveServer;
let download: string[];

beforeEach(async () => {
  folder = testFolder();
  server = await startArchiveServer();
  fillExchange(server);
  const at = ["--archive-url", server.url, "--api-url", server.url, "--interval", "1h"];
  download = ["data", "download", "ethusdt", ...at];
});
afterEach(async () => {
  await server.close();
  folder.remove();
});

describe("perpmill data download", () => {
  it("makes data sets and says what there is", async () => {
    const span = ["--from", "2024-01", "--kinds", "klines,funding"];
    const { exitCode, stdout, stderr } = await folder.run([...download, ...span]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toContain("um/ETHUSDT/last-1h  2024-01-01 00:00 … 2024-03-15 10:00");
    expect(stdout).toContain("um/ETHUSDT/funding");
    expect(stdout).toContain("fetched 17, unchanged 0, without rows 0");
    const again = await folder.run([...download, ...span]);
    expect(again.stdout).toContain("fetched 0, unchanged 17, without rows 0");
  });

  it("prints JSON and nothing else with --json", async () => {
    const { stdout } = await folder.run([
      ...download,
      "--from",
      "2024-01",
      "--to",
      "2024-01",
      "--json",
    ]);
    expect(JSON.parse(stdout)).toMatchObject({
      dataSets: [
        {
          kind: "klines",
          name: "um/ETHUSDT/last-1h",
          files: 1,
          fromMs: Date.UTC(2024, 0, 1),
          toMs: Date.UTC(2024, 1, 1),
          fetched: 1,
        },
      ],
    });
  });

  it("takes the addresses from the environment and the folder from --home", async () => {
    const argv = ["data", "download", "ETHUSDT", "--interval", "1h", "--from", "2024-01"];
    const env = { PERPMILL_ARCHIVE_URL: server.url, PERPMILL_API_URL: server.url };
    const { exitCode } = await folder.run([...argv, "--home", "here"], { env });
    expect(exitCode).toBe(0);
    expect(folder.files()).toEqual(["here"]);
    const without = await folder.run(argv, { env });
    expect(without).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("--home") });
  });

  it.each([
    ["--from", "2024-13"],
    ["--from", "2024-02-30"],
    ["--from", "yesterday"],
    ["--from", "2024-01", "--kinds", "candles"],
    ["--from", "2024-01", "--parallel", "0"],
    ["--from", "2024-01", "--market", "moon"],
    ["--from", "2025-01"],
    [],
  ])("refuses %s %s %s %s", async (...wrong) => {
    const { exitCode, stderr } = await folder.run([...download, ...wrong]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("USAGE");
    expect(server.requests).toEqual([]);
  });

  it("ends with 1 when a server refuses, and with 130 after Ctrl-C", async () => {
    for (const path of server.files.keys()) server.faults.set(path, [{ status: 403 }]);
    const refused = await folder.run([...download, "--from", "2024-01", "--json"]);
    expect(refused.exitCode).toBe(1);
    expect(JSON.parse(refused.stderr)).toMatchObject({ error: { code: "DOWNLOAD_FAILED" } });
    const stopped = await folder.run([...download, "--from", "2024-01"], {
      signal: AbortSignal.abort(),
    });
    expect(stopped.exitCode).toBe(130);
    expect(stopped.stderr).toContain("what was fetched so far is kept");
  });

  it("shows its help in both languages", async () => {
    for (const [lang, word] of [
      ["en", "perpmill data download ETHUSDT --from 2020-01"],
      ["zh", "五年分钟线"],
    ]) {
      const { exitCode, stdout } = await folder.run(["data", "download", "--help", "--lang", lang]);
      expect(exitCode).toBe(0);
      expect(stdout).toContain(word);
    }
  });
});
