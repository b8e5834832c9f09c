/** The columns of the history: what each shows, and by what the server sorts for it. */
import type { Run, RunSort, RunSummary } from "@perpmill/server/api";
import type { NumberKind } from "../../format/numbers";

type Figure = Exclude<keyof RunSummary, "liquidated">;

export interface FigureColumn {
  readonly name: Figure & RunSort;
  readonly kind: NumberKind;
  /** whether it is money gained or lost, which alone is coloured */
  readonly coloured: boolean;
  /** where the word for it is */
  readonly word: string;
}

function column(name: Figure & RunSort, kind: NumberKind, group = "metric", coloured = false) {
  return { name, kind, coloured, word: `${group}.${name}` } satisfies FigureColumn;
}

export const FIGURE_COLUMNS: readonly FigureColumn[] = [
  column("totalReturn", "signedRatio", "metric", true),
  column("finalEquity", "money"),
  column("cagr", "signedRatio", "figure", true),
  column("sharpe", "plain"),
  column("sortino", "plain", "figure"),
  column("calmar", "plain", "figure"),
  column("volatility", "ratio", "figure"),
  column("maxDrawdown", "ratio"),
  column("fills", "count"),
  column("turnover", "plain", "figure"),
  column("fees", "money"),
  column("funding", "signedMoney", "figure", true),
  column("winRate", "ratio"),
  column("profitFactor", "plain", "figure"),
  column("quotedEdgeBps", "bps", "figure"),
  column("ambiguousFillShare", "ratio"),
];

/** What is known of a run besides its figures. */
export interface FactColumn {
  readonly name: "strategy" | "symbol" | "range" | "duration" | "createdMs";
  /** where the word for it is */
  readonly word: string;
  /** by what the server sorts for it; null: not at all */
  readonly sort: RunSort | null;
}

/** In the order of the table, before the figures. */
export const FACT_COLUMNS: readonly FactColumn[] = [
  { name: "strategy", word: "history.strategy", sort: null },
  { name: "symbol", word: "history.symbol", sort: null },
  { name: "range", word: "data.range", sort: null },
  { name: "duration", word: "history.duration", sort: null },
  { name: "createdMs", word: "history.created", sort: "createdMs" },
];

/** Shown until somebody chooses others. */
export const FIRST_COLUMNS: readonly string[] = [
  "strategy",
  "createdMs",
  "totalReturn",
  "sharpe",
  "maxDrawdown",
  "fills",
  "winRate",
  "ambiguousFillShare",
];

/** The colour of a figure. */
export function toneOf({ name, coloured }: FigureColumn, run: Run): "gain" | "loss" | undefined {
  const value = run.summary?.[name] ?? 0;
  if (!coloured || value === 0) return undefined;
  return value > 0 ? "gain" : "loss";
}
