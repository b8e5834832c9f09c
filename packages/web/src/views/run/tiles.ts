/** Metrics as the reader sees them: text, every digit, colour, and how far they are from those of a pin. */
import type { Metrics } from "@perpmill/engine";
import { exactText, type NumberKind, numberText } from "../../format/numbers";
import { type MetricName, metricEntry } from "./metric-catalog";

/** Those at the top, in order. */
export const HEADLINES: readonly MetricName[] = [
  "totalReturn",
  "finalEquity",
  "sharpe",
  "maxDrawdown",
  "fills",
  "spreadPnl",
  "inventoryPnl",
  "fees",
  "ambiguousFillShare",
];

export interface Tile {
  readonly name: MetricName;
  readonly text: string;
  readonly exact: string;
  readonly tone: "gain" | "loss" | "none";
  /** against the pin; null: there is none, or the metric is missing in one of them */
  readonly delta: string | null;
}

/** Differences always have their sign. */
const DELTA_KINDS: Partial<Record<NumberKind, NumberKind>> = {
  money: "signedMoney",
  ratio: "signedRatio",
  plain: "signedMoney",
  count: "signedMoney",
};

function deltaOf(name: MetricName, value: number | null, before: Metrics | null): string | null {
  if (before === null) return null;
  const { kind, value: read } = metricEntry(name);
  const old = read(before);
  if (value === null || old === null) return null;
  if (kind === "span") {
    const by = value - old;
    return `${by < 0 ? "−" : "+"}${numberText(Math.abs(by), kind)}`;
  }
  return numberText(value - old, DELTA_KINDS[kind] ?? kind);
}

/** @param before of the pinned result; null: there is none */
export function tileOf(name: MetricName, metrics: Metrics, before: Metrics | null): Tile {
  const { kind, coloured, value: read } = metricEntry(name);
  const value = read(metrics);
  const tone = !coloured || value === null || value === 0 ? "none" : value > 0 ? "gain" : "loss";
  const delta = deltaOf(name, value, before);
  const text = numberText(value, kind);
  const unit = kind === "bps" && value !== null ? " bps" : "";
  return { name, text: text + unit, exact: exactText(value), tone, delta };
}
