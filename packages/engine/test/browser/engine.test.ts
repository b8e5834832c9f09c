/** The browser gives what Node gives, to the last bit: in the page and in a worker, from any file. */
import { backtest, openBars, syntheticBars } from "@perpmill/engine";
import { describe, expect, inject, test } from "vitest";
import { CONFIGS, type Fingerprint, LAYERS, MARKET, runAll } from "./cases.js";

const { files, results } = inject("node");

function bytesOf(kind: string): Uint8Array | null {
  const text = files[kind];
  return text === undefined ? null : Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}

function runInWorker(bytes: Uint8Array | null): Promise<Readonly<Record<string, Fingerprint>>> {
  const worker = new Worker(new URL("./engine-worker.ts", import.meta.url), { type: "module" });
  return new Promise<Readonly<Record<string, Fingerprint>>>((resolve, reject) => {
    worker.onmessage = ({ data }) => {
      if (typeof data === "string") reject(new Error(data));
      else resolve(data);
    };
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(bytes);
  }).finally(() => worker.terminate());
}

describe.each(Object.keys(results))("bars from %s", (kind) => {
  test("give the page the results of Node", async () => {
    const bytes = bytesOf(kind);
    const bars = bytes === null ? syntheticBars(MARKET) : await openBars(bytes);
    expect(await runAll(backtest, bars)).toEqual(results[kind]);
  });

  test("give a worker the results of Node", async () => {
    expect(await runInWorker(bytesOf(kind))).toEqual(results[kind]);
  });
});

test("the runs compared are of every strategy and layer, and trade", () => {
  for (const runs of Object.values(results)) {
    expect(Object.keys(runs)).toHaveLength(Object.keys(CONFIGS).length * LAYERS.length);
    for (const { fills, resultHash } of Object.values(runs)) {
      expect(fills).toBeGreaterThan(100);
      expect(resultHash).toMatch(/^[0-9a-f]{32}$/);
    }
  }
});

test("a dropped file is named in the result", async () => {
  const file = new File([bytesOf("gz") as BlobPart], "ETHUSDT-1m.csv.gz");
  const bars = await openBars(file);
  expect(bars.source.name).toBe("ETHUSDT-1m.csv.gz");
  expect(bars.symbol).toBe("ETHUSDT");
});
