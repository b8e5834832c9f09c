/** Strategies named by the path of a module: in this thread, in others, on the command line. */
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { afterAll, beforeAll, expect, test } from "vitest";
import { backtest, envelope, shareBars, syntheticBars } from "../../src/node.js";

const MODULE = fileURLToPath(new URL("quiet-maker.mjs", import.meta.url));
const WORKER = fileURLToPath(new URL("shared-bars.worker.mjs", import.meta.url));

const COMMON = {
  instrument: { tickSize: "0.01", stepSize: "0.001" },
  account: { initialBalance: 10_000, leverage: 5 },
};

function configOf(spread: number, module = MODULE) {
  return {
    ...COMMON,
    strategy: { module, spread, size: { equityRatio: 0.1 }, orderRefreshMs: 15_000 },
  };
}

const bars = syntheticBars({ seed: 11, bars: 20_000 });

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "perpmill-callbacks-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test("two threads on shared bars make what one thread makes", async () => {
  const spreads = [0.0006, 0.0009];
  const { others } = shareBars(bars, spreads.length);
  const found = await Promise.all(
    spreads.map(async (spread, i) => {
      const workerData = { shared: others[i], config: configOf(spread) };
      const [metrics] = await once(new Worker(WORKER, { workerData }), "message");
      return metrics;
    }),
  );
  for (const [i, spread] of spreads.entries()) {
    const { metrics } = await backtest({ bars, config: configOf(spread) });
    expect(metrics.fills).toBeGreaterThan(500);
    expect(found[i]).toEqual(metrics);
  }
});

test("an envelope takes a path as well", async () => {
  const { config, rows } = await envelope({ bars, config: configOf(0.001) });
  expect(config.strategy.name).toBe("callback:quiet-maker");
  expect(rows.every(({ metrics }) => metrics.fills > 0)).toBe(true);
});

test("a path that leads nowhere is an error that says so", async () => {
  await expect(backtest({ bars, config: configOf(0.001, "./nowhere.mjs") })).rejects.toMatchObject({
    code: "FILE_NOT_FOUND",
    where: { field: "strategy.module" },
  });
});

test.each([
  ["throws", 'throw new Error("no licence");', "the module cannot be loaded: Error: no licence"],
  ["exports no strategy", "export default 5;", "default export must be a strategy, got 5"],
  ["exports half of one", 'export default { positionMode: "oneWay" };', "quote must be a function"],
])("a module that %s is an error that says so", async (name, text, message) => {
  const path = join(folder, `${name.replaceAll(" ", "-")}.mjs`);
  writeFileSync(path, text);
  const failed = backtest({ bars, config: configOf(0.001, path) });
  await expect(failed).rejects.toMatchObject({
    code: "STRATEGY_INVALID",
    message: expect.stringContaining(message),
  });
});
