/** What an envelope says about a result, in numbers that sentences are made of. */
import type { EnvelopeResult } from "@perpmill/engine";

/** What bars do not tell: the order of prices, the place in the queue, the share of the volume. */
export const ASSUMPTION_AXES = ["model", "rule", "maxParticipation"] as const;
export type AssumptionAxis = (typeof ASSUMPTION_AXES)[number];

export interface AxisEffect {
  readonly axis: AssumptionAxis;
  /** largest difference of the mean return between its values, share of one */
  readonly effect: number;
  /** against the largest of the three, 0..1 */
  readonly share: number;
}

export interface Span {
  readonly base: number | null;
  readonly min: number | null;
  readonly max: number | null;
}

export interface Verdict {
  readonly combinations: number;
  /** of them with a gain */
  readonly gains: number;
  readonly totalReturn: Span;
  /** the largest first */
  readonly effects: readonly AxisEffect[];
  /** the largest effect over the size of the return as configured; null: there is no return */
  readonly againstReturn: number | null;
  readonly ambiguous: Span;
  readonly quotedEdgeBps: Span;
  readonly markoutBps: Readonly<Record<MarkoutBars, Span>>;
}

/** bars after the fill */
export const MARKOUT_BARS = [1, 5, 15, 60] as const;
export type MarkoutBars = (typeof MARKOUT_BARS)[number];

type Row = EnvelopeResult["rows"][number];

function isBase({ base }: EnvelopeResult, row: Row): boolean {
  return (
    row.model === base.model &&
    row.rule === base.rule &&
    row.maxParticipation === base.maxParticipation
  );
}

function spanOf(envelope: EnvelopeResult, read: (row: Row) => number | null): Span {
  const base = envelope.rows.find((row) => isBase(envelope, row));
  const values = envelope.rows.map(read).filter((value) => value !== null);
  return {
    base: base === undefined ? null : read(base),
    min: values.length === 0 ? null : Math.min(...values),
    max: values.length === 0 ? null : Math.max(...values),
  };
}

export function verdictOf(envelope: EnvelopeResult): Verdict {
  const { rows, spreads } = envelope;
  const by = spreads.find(({ metric }) => metric === "totalReturn")?.by;
  const largest = Math.max(0, ...ASSUMPTION_AXES.map((axis) => by?.[axis] ?? 0));
  const effects = ASSUMPTION_AXES.map((axis) => {
    const effect = by?.[axis] ?? 0;
    return { axis, effect, share: largest === 0 ? 0 : effect / largest };
  }).sort((a, b) => b.effect - a.effect);
  const totalReturn = spanOf(envelope, ({ metrics }) => metrics.totalReturn);
  const size = Math.abs(totalReturn.base ?? 0);
  const markout = (bars: MarkoutBars) =>
    spanOf(envelope, ({ metrics }) => metrics.markoutBps?.[`b${bars}`] ?? null);
  return {
    combinations: rows.length,
    gains: rows.filter(({ metrics }) => metrics.totalReturn > 0).length,
    totalReturn,
    effects,
    againstReturn: size === 0 ? null : largest / size,
    ambiguous: spanOf(envelope, ({ metrics }) => metrics.ambiguousFillShare),
    quotedEdgeBps: spanOf(envelope, ({ metrics }) => metrics.quotedEdgeBps),
    markoutBps: { 1: markout(1), 5: markout(5), 15: markout(15), 60: markout(60) },
  };
}
