/** `perpmill data download` as a process of its own, killed in the middle and started again. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type ArchiveServer, startArchiveServer } from "../support/archive-server.js";
import { pathOf } from "../support/download-world.js";
import { fillExchange } from "../support/exchange-fixture.js";

const COMMAND = fileURLToPath(new URL("../../src/cli/bin.ts", import.meta.url));
const TRADES_API = "/fapi/v1/aggTrades";
const KLINES = ["--interval", "1h", "--from", "2024-01", "--to", "2024-02"];
const TRADES = ["--kinds", "trades", "--from", "2024-03-14", "--to", "2024-03-14"];

let server: ArchiveServer;
let homes: string;
beforeEach(async () => {
  server = await startArchiveServer();
  fillExchange(server);
  homes = await mkdtemp(join(tmpdir(), "perpmill-killed-"));
});
afterEach(async () => {
  await server.close();
  await rm(homes, { recursive: true });
});

function start(home: string, what: readonly string[]): ChildProcess {
  const at = ["--archive-url", server.url, "--api-url", server.url, "--home", join(homes, home)];
  const args = ["data", "download", "ETHUSDT", "--parallel", "1", ...what, ...at];
  return spawn(process.execPath, ["--import", "tsx", COMMAND, ...args], { stdio: "ignore" });
}

async function finish(home: string, what: readonly string[]): Promise<void> {
  const [exitCode] = await once(start(home, what), "exit");
  expect(exitCode).toBe(0);
}

function folderOf(home: string, dataSet: string): string {
  return join(homes, home, "data", "um", "ETHUSDT", dataSet);
}

/** Every file of a data set, the record among them. */
async function contentOf(home: string, dataSet: string): Promise<Record<string, string>> {
  const folder = folderOf(home, dataSet);
  const names = (await readdir(folder)).sort();
  const contents = names.map((name) => readFile(join(folder, name), "base64"));
  const all = await Promise.all(contents);
  return Object.fromEntries(names.map((name, at) => [name, all[at]]));
}

/** Starts a download and kills it as soon as a part has so many bytes. @returns bytes of the part */
async function killAt(bytes: number, part: RegExp, dataSet: string, what: readonly string[]) {
  const folder = folderOf("killed", dataSet);
  const child = start("killed", what);
  const ended = once(child, "exit");
  const sizeOfPart = async (): Promise<number> => {
    const name = (await readdir(folder).catch(() => [])).find((one) => part.test(one));
    return name === undefined ? 0 : ((await stat(join(folder, name)).catch(() => null))?.size ?? 0);
  };
  while ((await sizeOfPart()) < bytes && child.exitCode === null) await wait(5);
  child.kill("SIGKILL");
  expect(await ended).toEqual([null, "SIGKILL"]);
  return sizeOfPart();
}

test("a killed download goes on in the middle of the file, and ends up the same byte for byte", {
  timeout: 60_000,
}, async () => {
  await finish("undisturbed", KLINES);
  const before = server.requests.length;
  server.faults.set(pathOf("2024-02"), [{ drip: 100 }]);
  const had = await killAt(1000, /2024-02\.zip\..*\.part$/, "last-1h", KLINES);
  expect(Object.keys(await contentOf("killed", "last-1h"))).toHaveLength(3);

  const middle = server.requests.length;
  await finish("killed", KLINES);
  const asked = server.requests.slice(middle);
  expect(asked).toEqual([
    `${pathOf("2024-01")}.CHECKSUM`,
    `${pathOf("2024-02")}.CHECKSUM`,
    pathOf("2024-02"),
  ]);
  expect(server.ranges).toEqual([`bytes=${had}-`]);
  expect(middle).toBeGreaterThan(before);
  expect(await contentOf("killed", "last-1h")).toEqual(await contentOf("undisturbed", "last-1h"));
});

test("a killed download of trades asks for what comes after the last page it had", {
  timeout: 60_000,
}, async () => {
  await finish("undisturbed", TRADES);
  server.faults.set(TRADES_API, [{ drip: 0 }, { drip: 0 }, { drip: 200 }]);
  await killAt(10_000, /03-14\.csv\.part$/, "trades", TRADES);
  const middle = server.requests.length;
  const part = Object.entries(await contentOf("killed", "trades")).find(([name]) =>
    name.endsWith(".csv.part"),
  );
  const lines = Buffer.from(part?.[1] ?? "", "base64")
    .toString()
    .trimEnd()
    .split("\n");
  const last = Number(lines.at(-1)?.split(",")[0]);
  // The header, and at least one whole page.
  expect((lines.length - 1) % 1000).toBe(0);
  await finish("killed", TRADES);
  const asked = server.requests.slice(middle);
  const ids = asked.flatMap((url) => /fromId=(\d+)/.exec(url)?.[1] ?? []).map(Number);
  expect(ids[0]).toBe(last + 1);
  expect(await contentOf("killed", "trades")).toEqual(await contentOf("undisturbed", "trades"));
});
