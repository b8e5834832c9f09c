/** The example for browsers, as README has it. */
import { syntheticBars, toKlineCsv } from "@perpmill/engine";
import { expect, test } from "vitest";
import { runFile } from "./readme-example.js";

test("the example of README runs a dropped file and reports progress", async () => {
  const pieces = [...toKlineCsv(syntheticBars({ seed: 1, bars: 3000 }))];
  const file = new File(pieces as BlobPart[], "ETHUSDT-1m-2024-01.csv");
  const { metrics } = await runFile(file, new AbortController().signal);
  expect(metrics.bars).toBe(3000);
  expect(metrics.fills).toBeGreaterThan(0);
  expect(document.title).toBe("100 %");
});
