/**
 * One configuration over every path model of four points, fill rule and participation cap: what the
 * result owes to what bars cannot know. A configuration on a finer path is run on it once besides.
 */
import { FOUR_POINT_MODELS, isFourPoint } from "../config/fine-path.js";
import type { NormalisedConfig, PathModel } from "../config/types.js";
import type { MarketLease } from "../internal/bar-memory.js";
import { KernelRun } from "../internal/kernel-run.js";
import { leaseRun } from "../internal/lease-run.js";
import { driveRun, type RunControl } from "./drive-run.js";
import { metricsOfRun } from "./metrics-of-run.js";
import { prepareRun, type RunInputs } from "./prepare.js";
import type { Metrics } from "./result.js";

export interface EnvelopeOptions extends RunInputs, RunControl {
  /** shares of volume, null: no cap; default: none, 10 %, 2 % and the configuration's own */
  readonly participationCaps?: readonly (number | null)[] | undefined;
  /**
   * runs only combination `index`, `index + of`, …, for threads that share the work: `joinEnvelopes` puts
   * the parts together
   */
  readonly part?: { readonly index: number; readonly of: number } | undefined;
}

/** What was assumed in one run. */
export interface Assumptions {
  readonly model: PathModel;
  readonly rule: "touch" | "through";
  readonly maxParticipation: number | null;
}

export interface EnvelopeRow extends Assumptions {
  readonly metrics: Metrics;
}

/** How one metric moves with the assumptions. */
export interface EnvelopeSpread {
  readonly metric: HeadlineMetric;
  /** under the configuration's own assumptions */
  readonly base: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly minAt: Assumptions | null;
  readonly maxAt: Assumptions | null;
  /** largest difference of the metric's means over the values of one assumption alone */
  readonly by: { readonly model: number; readonly rule: number; readonly maxParticipation: number };
}

export interface EnvelopeResult {
  readonly config: NormalisedConfig;
  readonly base: Assumptions;
  readonly rows: readonly EnvelopeRow[];
  readonly spreads: readonly EnvelopeSpread[];
}

export const HEADLINE_METRICS = [
  "finalEquity",
  "totalReturn",
  "sharpe",
  "maxDrawdown",
  "maxDrawdownIntrabar",
  "fills",
  "turnover",
  "fees",
  "funding",
  "spreadPnl",
  "inventoryPnl",
  "winRate",
  "profitFactor",
  "quotedEdgeBps",
  "ambiguousFillShare",
] as const;

export type HeadlineMetric = (typeof HEADLINE_METRICS)[number];

const RULES = ["touch", "through"] as const;
const CAPS: readonly (number | null)[] = [null, 0.1, 0.02];

function assumptionGrid(caps: readonly (number | null)[]): Assumptions[] {
  return FOUR_POINT_MODELS.flatMap((model) =>
    RULES.flatMap((rule) => caps.map((maxParticipation) => ({ model, rule, maxParticipation }))),
  );
}

function same(a: Assumptions, b: Assumptions): boolean {
  return a.model === b.model && a.rule === b.rule && a.maxParticipation === b.maxParticipation;
}

function mean(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total / values.length;
}

/** Largest difference of means between the groups of rows that share a value of `axis`. */
function effectOf(
  rows: readonly EnvelopeRow[],
  axis: keyof Assumptions,
  metric: HeadlineMetric,
): number {
  const groups = new Map<unknown, number[]>();
  for (const row of rows) {
    const value = row.metrics[metric];
    // A finer path is run under one rule and cap only: its mean would not be one of the same runs.
    if (value === null || !isFourPoint(row.model)) continue;
    const group = groups.get(row[axis]);
    if (group === undefined) groups.set(row[axis], [value]);
    else group.push(value);
  }
  const means = [...groups.values()].map(mean);
  return means.length === 0 ? 0 : Math.max(...means) - Math.min(...means);
}

function assumptionsOf({ model, rule, maxParticipation }: Assumptions): Assumptions {
  return { model, rule, maxParticipation };
}

function spreadOf(
  rows: readonly EnvelopeRow[],
  base: Assumptions,
  metric: HeadlineMetric,
): EnvelopeSpread {
  let lowest: EnvelopeRow | null = null;
  let highest: EnvelopeRow | null = null;
  for (const row of rows) {
    const value = row.metrics[metric];
    if (value === null) continue;
    if (lowest === null || value < Number(lowest.metrics[metric])) lowest = row;
    if (highest === null || value > Number(highest.metrics[metric])) highest = row;
  }
  return {
    metric,
    base: rows.find((row) => same(row, base))?.metrics[metric] ?? null,
    min: lowest?.metrics[metric] ?? null,
    max: highest?.metrics[metric] ?? null,
    minAt: lowest === null ? null : assumptionsOf(lowest),
    maxAt: highest === null ? null : assumptionsOf(highest),
    by: {
      model: effectOf(rows, "model", metric),
      rule: effectOf(rows, "rule", metric),
      maxParticipation: effectOf(rows, "maxParticipation", metric),
    },
  };
}

function capsFor(options: EnvelopeOptions, own: number | null): readonly (number | null)[] {
  if (options.bars.volume === null) return [null];
  return [...new Set([...(options.participationCaps ?? CAPS), own])];
}

/**
 * Runs a configuration under every combination of assumptions (five path models, two fill rules,
 * some participation caps; bars without volume have no caps), and on its own path where that is a
 * finer one.
 * @throws the codes of `backtest`
 */
export async function envelope(options: EnvelopeOptions): Promise<EnvelopeResult> {
  const prepared = prepareRun(options);
  const { bars, config, units, events } = prepared;
  const base: Assumptions = {
    model: config.path.model,
    rule: config.fills.rule,
    maxParticipation: config.fills.maxParticipation,
  };
  const { index, of } = options.part ?? { index: 0, of: 1 };
  const all = assumptionGrid(capsFor(options, base.maxParticipation));
  if (!isFourPoint(base.model)) all.push(base);
  const grid = all.filter((_, at) => at % of === index);
  let lease: MarketLease | null = null;
  const rows: EnvelopeRow[] = [];
  const totalBars = grid.length * bars.count;
  try {
    for (const assumed of grid) {
      const { model, rule, maxParticipation } = assumed;
      const variant: NormalisedConfig = {
        ...config,
        path: { ...config.path, model },
        fills: { ...config.fills, rule, maxParticipation },
      };
      // Finer paths have a kernel of their own.
      if (lease === null || !isFourPoint(model)) {
        lease?.release();
        lease = await leaseRun({ ...prepared, config: variant });
      }
      const run = new KernelRun(lease.market, variant, units, events, {
        layer: "lazy",
        trades: true,
        equity: false,
        userStrategy: prepared.userStrategy,
        tradePath: prepared.tradePath,
      });
      const done = rows.length * bars.count;
      await driveRun(run, bars.count, {
        signal: options.signal,
        pauseBars: options.pauseBars,
        onProgress: ({ bars: ran, equity }) =>
          options.onProgress?.({ bars: done + ran, totalBars, equity }),
      });
      rows.push({ ...assumed, metrics: metricsOfRun(run.finish(), bars, variant, units) });
    }
  } finally {
    lease?.release();
  }
  return envelopeOf(config, base, rows);
}

function envelopeOf(
  config: NormalisedConfig,
  base: Assumptions,
  rows: readonly EnvelopeRow[],
): EnvelopeResult {
  const spreads = HEADLINE_METRICS.map((metric) => spreadOf(rows, base, metric));
  return { config, base, rows, spreads };
}

/**
 * The envelope that its parts are of, as if it had been run as one.
 * @param parts in the order of their `index`, one at least
 */
export function joinEnvelopes(parts: readonly EnvelopeResult[]): EnvelopeResult {
  const [first] = parts;
  if (first === undefined) throw new RangeError("an envelope has one part at least");
  const rows = first.rows.flatMap((_, at) => parts.flatMap((part) => part.rows.slice(at, at + 1)));
  return envelopeOf(first.config, first.base, rows);
}
