/** From values to colours that people who see red and green alike can tell apart. */
import type { Colour } from "../../../charts/kline-styles";
import { ofWorst } from "../table/metric-words";

/** Metrics that have a zero between good and bad. */
const SIGNED: ReadonlySet<string> = new Set([
  "totalReturn",
  "cagr",
  "sharpe",
  "sortino",
  "calmar",
  "spreadPnl",
  "inventoryPnl",
  "funding",
  "quotedEdgeBps",
  "markoutBps.b1",
  "markoutBps.b5",
  "markoutBps.b15",
  "markoutBps.b60",
]);

export function hasZero(metric: string): boolean {
  return SIGNED.has(ofWorst(metric) ?? metric);
}

export interface ValueScale {
  /** ends of the colours; values beyond have the colour of the end */
  readonly from: number;
  readonly to: number;
  /** whether zero is in the middle */
  readonly diverging: boolean;
}

/** Of the values, so many at each end do not stretch the scale. */
const OUTSIDE = 0.05;

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.round(share * (sorted.length - 1))] ?? 0;
}

/** Null: there is nothing to be coloured. */
export function scaleOf(values: readonly number[], diverging: boolean): ValueScale | null {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  if (sorted.length === 0) return null;
  const [from, to] = [quantile(sorted, OUTSIDE), quantile(sorted, 1 - OUTSIDE)];
  if (!diverging) return from === to ? { from, to: from + 1, diverging } : { from, to, diverging };
  const most = Math.max(Math.abs(from), Math.abs(to)) || 1;
  return { from: -most, to: most, diverging };
}

/** Where a value lies, 0..1. */
export function shareOf({ from, to }: ValueScale, value: number): number {
  return Math.min(1, Math.max(0, (value - from) / (to - from)));
}

const DIVERGING = ["--low-2", "--low-1", "--mid", "--high-1", "--high-2"];
const RISING = ["--rise-1", "--rise-2", "--rise-3", "--rise-4", "--rise-5"];

function channels(hex: string): readonly number[] {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}

/** Colours between the stops of a scale, by the tokens of the page. */
export function scaleColours(diverging: boolean, colour: Colour): (share: number) => string {
  const stops = (diverging ? DIVERGING : RISING).map((name) => channels(colour(name)));
  return (share) => {
    const place = Math.min(0.9999, Math.max(0, share)) * (stops.length - 1);
    const [low = [], high = []] = [stops[Math.floor(place)], stops[Math.floor(place) + 1]];
    const part = place - Math.floor(place);
    const mixed = low.map((one, at) => Math.round(one + ((high[at] ?? one) - one) * part));
    return `rgb(${mixed.join(", ")})`;
  };
}

/** A gradient for a legend. */
export function scaleGradient(diverging: boolean): string {
  const names = diverging ? DIVERGING : RISING;
  return `linear-gradient(to right, ${names.map((name) => `var(${name})`).join(", ")})`;
}
