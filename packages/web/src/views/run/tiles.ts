/** Which metrics the tiles show, in which order, and how each is written. */
import type { Metrics } from "@perpmill/engine";
import { exactText, type NumberKind, numberText } from "../../format/numbers";

const TILES = [
  ["totalReturn", "signedRatio", true],
  ["finalEquity", "money", false],
  ["sharpe", "plain", false],
  ["maxDrawdown", "ratio", false],
  ["fills", "count", false],
  ["winRate", "ratio", false],
  ["spreadPnl", "signedMoney", true],
  ["inventoryPnl", "signedMoney", true],
  ["fees", "money", false],
  ["ambiguousFillShare", "ratio", false],
] as const satisfies readonly (readonly [keyof Metrics, NumberKind, boolean])[];

export interface Tile {
  readonly name: (typeof TILES)[number][0];
  readonly text: string;
  readonly exact: string;
  readonly tone: "gain" | "loss" | "none";
}

/** The tiles of a result. */
export function tilesOf(metrics: Metrics): readonly Tile[] {
  return TILES.map(([name, kind, coloured]) => {
    const value = metrics[name];
    const tone = !coloured || value === null || value === 0 ? "none" : value > 0 ? "gain" : "loss";
    return { name, text: numberText(value, kind), exact: exactText(value), tone };
  });
}
