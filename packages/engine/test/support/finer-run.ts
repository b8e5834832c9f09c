/** Random runs on paths of any number of points (semantics 2, finer paths). */
import fc from "fast-check";
import type { Trades } from "../../src/market-data/trades/trades.js";
import { type PreparedRun, prepareRun } from "../../src/runs/prepare.js";
import type { Choices } from "./choices.js";
import { randomInputs } from "./random-run.js";
import { tradesMaking } from "./random-trades.js";

/** What the path of a run is. */
export type FinerPath =
  | { readonly model: "bridge"; readonly points: number }
  | { readonly model: "trades"; readonly most: number };

export const bridges: fc.Arbitrary<FinerPath> = fc
  .constantFrom(60, 4, 5, 7, 30, 240)
  .map((points) => ({ model: "bridge", points }));

export const tradePaths: fc.Arbitrary<FinerPath> = fc
  .constantFrom(0, 1, 3, 12, 90)
  .map((most) => ({ model: "trades", most }));

export interface FinerRun {
  readonly prepared: PreparedRun;
  /** null on a bridge */
  readonly trades: Trades | null;
}

/** A random run on such a path. */
export function finerRun(drawn: Choices, path: FinerPath): FinerRun {
  const inputs = randomInputs(drawn);
  const { config, bars } = inputs;
  const onPath = { ...config, path: { ...config.path, ...pathSection(path) } };
  const trades =
    path.model === "trades" ? tradesMaking(bars, path.most, drawn.marketSeed + path.most) : null;
  return { prepared: prepareRun({ ...inputs, trades, config: onPath }), trades };
}

function pathSection(path: FinerPath) {
  return path.model === "bridge"
    ? { model: path.model, points: path.points }
    : { model: path.model };
}
