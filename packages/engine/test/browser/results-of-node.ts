/** Runs in Node before the browser starts: the files that it gets, and the results to compare with. */
import { gzipSync } from "node:zlib";
import { backtest, openBars, syntheticBars, toKlineCsv } from "@perpmill/engine";
import { zipSync } from "fflate";
import type { TestProject } from "vitest/node";
import { sameBars } from "../../src/market-data/open/same-bars.fixture.js";
import { type Fingerprint, MARKET, runAll } from "./cases.js";

export interface ResultsOfNode {
  /** base64 by kind of file; `made` stands for bars that each side makes itself and has no bytes */
  readonly files: Readonly<Record<string, string>>;
  /** by kind of file, then by run */
  readonly results: Readonly<Record<string, Readonly<Record<string, Fingerprint>>>>;
}

declare module "vitest" {
  export interface ProvidedContext {
    node: ResultsOfNode;
  }
}

export default async function setup(project: TestProject): Promise<void> {
  const made = syntheticBars(MARKET);
  const csv = Buffer.concat([...toKlineCsv(made)]);
  const bytes: Record<string, Uint8Array> = {
    csv,
    gz: gzipSync(csv),
    zip: zipSync({ "bars.csv": csv }),
    ...Object.fromEntries(sameBars(made).filter(([name]) => /^(Parquet|Feather|ccxt)/.test(name))),
  };
  const results: Record<string, Record<string, Fingerprint>> = {
    made: { ...(await runAll(backtest, made)) },
  };
  for (const [kind, content] of Object.entries(bytes)) {
    results[kind] = { ...(await runAll(backtest, await openBars(content))) };
  }
  const files = Object.fromEntries(
    Object.entries(bytes).map(([kind, content]) => [kind, Buffer.from(content).toString("base64")]),
  );
  project.provide("node", { files, results });
}
