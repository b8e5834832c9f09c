/** The data directory under other processes: changing one data set together, and killed. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { DataSetId } from "./data-set-id.js";
import { openStore } from "./data-store.js";

const HERE = JSON.stringify(fileURLToPath(new URL(".", import.meta.url)));
const posixTest = test.skipIf(process.platform === "win32");
const ID: DataSetId = { market: "um", symbol: "ETHUSDT", kind: "last", interval: "1m" };

/** A process that adds files to one data set, `count` of them or for ever, named by its letter. */
const ADD_FILES = `
  const { openStore, copyIntoStore } = await import(${HERE} + "index.js");
  const { writeFile } = await import("node:fs/promises");
  const [home, letter, count] = process.argv.slice(1);
  const store = openStore(home);
  const id = ${JSON.stringify(ID)};
  for (let i = 0; i < Number(count); i++) {
    const path = home + "/" + letter + (i % 40) + ".csv";
    await writeFile(path, letter.repeat(1000 + i));
    const covers = { fromMs: i, toMs: i + 1 };
    await store.change(id, { put: [await copyIntoStore(path, store.folderOf(id), covers)] });
    if (i === 0) console.log("started");
  }`;

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "perpmill-store-processes-"));
});
afterEach(() => rm(home, { recursive: true }));

function start(letter: string, count: number): ChildProcess {
  const node = ["--import", "tsx", "--input-type=module", "-e", ADD_FILES, "--"];
  return spawn(process.execPath, [...node, home, letter, String(count)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}

function closed(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve) => child.once("close", resolve));
}

posixTest("processes that change one data set at the same time all count", async () => {
  await Promise.all(["a", "b", "c"].map((letter) => closed(start(letter, 15))));
  const dataSet = await openStore(home).get(ID);
  expect(dataSet?.files).toHaveLength(45);
  for (const [at, { bytes }] of (dataSet?.files ?? []).entries()) {
    expect((await stat(dataSet?.paths[at] ?? "")).size).toBe(bytes);
  }
});

posixTest("a writer killed at any moment leaves a data set that is whole", async () => {
  const store = openStore(home);
  for (const delayMs of [1, 13, 37]) {
    const child = start("k", 1_000_000);
    await new Promise((resolve) => child.stdout?.once("data", resolve));
    await wait(delayMs);
    const gone = closed(child);
    child.kill("SIGKILL");
    await gone;
    const dataSet = await store.get(ID);
    expect(dataSet?.files.length).toBeGreaterThan(0);
    for (const path of dataSet?.paths ?? []) {
      expect(new Set(await readFile(path, "utf8"))).toEqual(new Set("k"));
    }
    // the lock that it may have held is in nobody's way
    expect(await store.change(ID, { fill: "flat" })).toMatchObject({ fill: "flat" });
  }
});
