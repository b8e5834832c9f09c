/** The cache under other processes: racing, killed, without permission, out of space. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadBars } from "../market-data/load-node.js";
import { toKlineCsv } from "../synthetic/kline-csv.js";
import { syntheticBars } from "../synthetic/synthetic-bars.js";
import { readEntry, writeEntry } from "./entry-file.js";
import { openBarsCached } from "./open-bars.js";

const HERE = JSON.stringify(fileURLToPath(new URL(".", import.meta.url)));
const posixTest = test.skipIf(process.platform === "win32");

/** A process that opens bars through the cache and prints what happened, as JSON. */
const OPEN_BARS = `
  const { openBarsCached } = await import(${HERE} + "open-bars.js");
  const { loadBars } = await import(${HERE} + "../market-data/load-node.js");
  const [csv, cacheDir] = process.argv.slice(1);
  const events = [];
  const onCacheEvent = ({ kind, reason }) => events.push({ kind, reason });
  const { bars, hit } = await openBarsCached(csv, { cacheDir, onCacheEvent }, loadBars);
  console.log(JSON.stringify({ count: bars.count, hit, events }));`;

/** A process that writes the same entries over and over. */
const WRITE_FOREVER = `
  const { writeEntry } = await import(${HERE} + "entry-file.js");
  const { syntheticBars } = await import(${HERE} + "../synthetic/synthetic-bars.js");
  const bars = syntheticBars({ seed: 1, bars: 200_000 });
  for (let i = 0; ; i++) {
    const key = String(i % 3).repeat(32);
    await writeEntry(process.argv[1] + "/" + key + ".bars", key, bars);
    if (i === 0) console.log("started");
  }`;

/** Takes from root the right to write where permissions say no. */
const WITHOUT_OVERRIDE = "setpriv --bounding-set -dac_override";

let folder: string;
let csv: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "perpmill-processes-"));
  csv = join(folder, "bars.csv");
  const bars = syntheticBars({ seed: 1, bars: 50_000 });
  await writeFile(csv, Buffer.concat([...toKlineCsv(bars)]));
});
afterEach(async () => {
  await chmod(folder, 0o755);
  await rm(folder, { recursive: true });
});

function start(code: string, args: readonly string[], shell = 'exec "$@"'): ChildProcess {
  const node = [
    process.execPath,
    "--import",
    "tsx",
    "--input-type=module",
    "-e",
    code,
    "--",
    ...args,
  ];
  return spawn("sh", ["-c", shell, "sh", ...node], { stdio: ["ignore", "pipe", "inherit"] });
}

async function output(child: ChildProcess): Promise<string> {
  let text = "";
  for await (const chunk of child.stdout ?? []) text += chunk;
  return text;
}

async function openElsewhere(cacheDir: string, shell?: string) {
  return JSON.parse(await output(start(OPEN_BARS, [csv, cacheDir], shell)));
}

async function leftovers(): Promise<string[]> {
  return (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".tmp"));
}

posixTest("two processes that build the same entry do not disturb each other", async () => {
  const cacheDir = join(folder, "cache");
  const both = await Promise.all([openElsewhere(cacheDir), openElsewhere(cacheDir)]);
  for (const one of both) expect(one.count).toBe(50_000);
  const { bars, hit } = await openBarsCached(csv, { cacheDir }, loadBars);
  expect(hit).toBe(true);
  expect(bars.close).toEqual((await loadBars(csv)).close);
  expect(await leftovers()).toEqual([]);
});

posixTest("a writer killed at any moment leaves no broken entry", async () => {
  const bars = syntheticBars({ seed: 1, bars: 200_000 });
  let cutShort = 0;
  for (const delayMs of [1, 9, 23, 41]) {
    const child = start(WRITE_FOREVER, [folder]);
    await new Promise((resolve) => child.stdout?.once("data", resolve));
    await wait(delayMs);
    const gone = new Promise((resolve) => child.once("close", resolve));
    child.kill("SIGKILL");
    await gone;
    cutShort += (await leftovers()).length;
    for (const digit of "012") {
      const entry = await readEntry(join(folder, `${digit.repeat(32)}.bars`), digit.repeat(32));
      expect(entry.state).toMatch(/^(whole|absent)$/);
      if (entry.state === "whole") expect(entry.bars.close[199_999]).toBe(bars.close[199_999]);
    }
  }
  expect(cutShort).toBeGreaterThan(0);
  await writeEntry(join(folder, `${"0".repeat(32)}.bars`), "0".repeat(32), bars);
  expect(await leftovers()).toEqual([]);
});

posixTest("a cache that cannot be written to does not fail a run", async (context) => {
  const obeyPermissions = process.getuid?.() === 0 ? `exec ${WITHOUT_OVERRIDE} "$@"` : 'exec "$@"';
  if (
    process.getuid?.() === 0 &&
    spawnSync("sh", ["-c", `${WITHOUT_OVERRIDE} true`]).status !== 0
  ) {
    context.skip("runs as root, and there is no setpriv to take its override away");
  }
  const cacheDir = join(folder, "cache");
  await mkdir(cacheDir);
  await chmod(cacheDir, 0o555);
  const run = await openElsewhere(cacheDir, obeyPermissions);
  expect(run).toMatchObject({ count: 50_000, hit: false });
  expect(run.events.at(-1)).toMatchObject({
    kind: "notKept",
    reason: expect.stringMatching(/EACCES|EPERM/),
  });

  const noFolder = await openBarsCached(csv, { cacheDir: csv }, loadBars);
  expect(noFolder).toMatchObject({ hit: false, bars: { count: 50_000 } });
});

posixTest("a cache that is full does not fail a run and leaves nothing behind", async () => {
  const cacheDir = join(folder, "cache");
  // no file may grow beyond 100 blocks of 512 bytes, as on a disk without space
  const run = await openElsewhere(cacheDir, 'ulimit -f 100; exec "$@"');
  expect(run).toMatchObject({ count: 50_000, hit: false });
  expect(run.events.at(-1)).toMatchObject({
    kind: "notKept",
    reason: expect.stringMatching(/EFBIG/),
  });
  expect(await leftovers()).toEqual([]);
});
