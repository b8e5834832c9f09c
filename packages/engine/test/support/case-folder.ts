/**
 * A folder with config.json, bars.csv and, where there are, mark.csv and funding.csv, read as a user's;
 * or with trades.csv, of which bars of a minute are made.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ConfigInput } from "../../src/config/input.js";
import { parseConfigText } from "../../src/config/parse-text.js";
import {
  loadBars,
  loadFunding,
  loadPriceSeries,
  loadTrades,
} from "../../src/market-data/load-node.js";
import { barsFromTrades } from "../../src/market-data/trades/trades.js";
import type { RunInputs } from "../../src/runs/prepare.js";

/** Names of the folders in `root`, in order; none when it is not there. */
export function caseNames(root: string): string[] {
  if (!existsSync(root)) return [];
  return readdirSync(root, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
    .sort();
}

/** The inputs that `backtest` takes. */
export async function readCase(folder: string): Promise<RunInputs> {
  const path = (name: string) => join(folder, name);
  const text = readFileSync(path("config.json"), "utf8");
  // Whatever the file holds: `backtest` checks it.
  const config = parseConfigText(text, path("config.json")) as ConfigInput;
  const mark = existsSync(path("mark.csv"))
    ? await loadPriceSeries(path("mark.csv"), "mark")
    : null;
  const funding = existsSync(path("funding.csv")) ? await loadFunding(path("funding.csv")) : null;
  if (!existsSync(path("trades.csv"))) {
    return { config, bars: await loadBars(path("bars.csv")), mark, funding };
  }
  const trades = await loadTrades(path("trades.csv"));
  return { config, trades, bars: barsFromTrades(trades, "1m"), mark, funding };
}
