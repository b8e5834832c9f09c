/** The example of the pages about indicators, compiled and run as it stands. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { compileStrategy } from "../../src/compiler.js";
import { backtest, syntheticBars } from "../../src/index.js";

const DOCS = resolve(import.meta.dirname, "../../../../docs");

it.each([
  "indicators.md",
  "indicators.zh-CN.md",
])("%s shows a strategy that trades", async (page) => {
  const [block] = readFileSync(resolve(DOCS, page), "utf8").matchAll(/^```ts\n(.*?)^```$/gms);
  const { descriptor, wasm } = await compileStrategy(block[1]);
  const { metrics } = await backtest({
    bars: syntheticBars({ seed: 1, bars: 5_000 }),
    config: {
      instrument: "ETHUSDT",
      account: { initialBalance: 10_000 },
      strategy: { name: descriptor.id },
    },
    userStrategy: { descriptor, module: await WebAssembly.compile(wasm) },
  });
  expect(metrics.fills).toBeGreaterThan(100);
});
