/** What a reader of a result must know before believing it. */
import { isFinePath } from "../config/fine-path.js";
import type { NormalisedConfig } from "../config/types.js";
import type { KernelMarket } from "../internal/kernel-market.js";
import { openTimeMs } from "../market-data/bars.js";
import { conditionText } from "../strategies/conditions.js";
import { describeStrategy, strategyParameters } from "../strategies/registry.js";
import { dataWarnings } from "./data-warnings.js";
import { uncoveredSpans } from "./funding-coverage.js";
import { noFillWarning } from "./no-fill-reason.js";
import { endOfBarsMs, type PreparedRun } from "./prepare.js";
import { effectiveRefreshMs } from "./refresh.js";
import type { Metrics, RunWarning } from "./result.js";

/** Most spans that one warning names. */
const SPANS_SHOWN = 5;

function pathBiased(refreshMs: number, intervalMs: number): RunWarning[] {
  if (refreshMs >= intervalMs) return [];
  return [
    {
      code: "PATH_BIASED",
      message:
        `Quotes are renewed every ${refreshMs} ms, inside a bar of ${intervalMs} ms. Four points are a coarse ` +
        "picture of a bar: on driftless walks, quotes renewed at every step fill 5 to 8 times too often and gain or lose with " +
        "the path model (direction -0.8, nearest -0.2, lowFirst +0.9, highFirst +1.1, random +1.2 bps of notional; truth 0), " +
        "while quotes renewed once a bar come out right (-0.4 ± 0.2 bps). Use path.model bridge or finer bars, or renew once a bar.",
      details: { refreshMs, intervalMs },
    },
  ];
}

function refreshRounded(
  refreshMs: number,
  intervalMs: number,
  path: NormalisedConfig["path"],
): RunWarning[] {
  const effective = effectiveRefreshMs(refreshMs, intervalMs, path);
  if (effective === refreshMs) return [];
  const steps = path.points ?? 4;
  return [
    {
      code: "REFRESH_ROUNDED",
      message: `strategy.orderRefreshMs ${refreshMs} acts like ${effective}: a bar has ${steps} steps, and no two of them are between ${refreshMs} and ${effective} ms apart.`,
      details: { refreshMs, effectiveMs: effective, steps },
    },
  ];
}

function fundingPartial({ config, funding, bars }: PreparedRun): RunWarning[] {
  if (config.funding.mode !== "series" || funding === null) return [];
  const spans = uncoveredSpans(funding, openTimeMs(bars, 0), endOfBarsMs(bars));
  if (spans.length === 0) return [];
  const iso = (timeMs: number) => new Date(timeMs).toISOString().slice(0, 19);
  const shown = spans.slice(0, SPANS_SHOWN);
  const list = (between: string) =>
    shown.map(({ fromMs, toMs }) => iso(fromMs) + between + iso(toMs)).join("; ");
  const hidden = spans.length - shown.length;
  const more = hidden > 0 ? `; and ${hidden} more` : "";
  return [
    {
      code: "FUNDING_PARTIAL",
      message: `The funding series does not cover ${list(" to ")}${more}. No funding was booked there.`,
      details: { spans: list(" – "), spanCount: spans.length },
    },
  ];
}

/** Parameters of regimes that are given to a strategy of which they multiply nothing. */
function multipliersIgnored({ config, userStrategy }: PreparedRun): string[] {
  const more = userStrategy === null ? [] : [userStrategy.descriptor];
  if (describeStrategy(config.strategy.name, more).ignoresMultipliers !== true) return [];
  const names = ["highSpreadMultiplier", "extremeSpreadMultiplier"] as const;
  return names.filter((name) => (config.volatility[name] ?? 1) !== 1);
}

/** Parameters that are given, but that the strategy does not look at as the others are. */
function parametersIgnored(prepared: PreparedRun): RunWarning[] {
  const { config, userStrategy } = prepared;
  const more = userStrategy === null ? [] : [userStrategy.descriptor];
  const ignored = strategyParameters(config.strategy, more).filter(
    ({ parameter, value, counts }) =>
      !counts && value !== null && (parameter.type === "size" || value !== parameter.default),
  );
  const multipliers = multipliersIgnored(prepared);
  if (ignored.length + multipliers.length === 0) return [];
  const names = [
    ...ignored.map(({ parameter }) => `strategy.${parameter.name}`),
    ...multipliers.map((name) => `volatility.${name}`),
  ].join(", ");
  const conditions = [
    ...ignored.map(({ parameter }) => `${parameter.name}: ${conditionText(parameter)}`),
    ...multipliers.map((name) => `${name}: strategy.name ≠ "${config.strategy.name}"`),
  ];
  return [
    {
      code: "PARAMETER_IGNORED",
      message: `${names} changed nothing: each counts only under a condition that does not hold (${conditions.join("; ")}).`,
      details: { names, conditions: conditions.join("; ") },
    },
  ];
}

/** Every warning of a run that has ended. */
export function runWarnings(
  prepared: PreparedRun,
  market: KernelMarket,
  metrics: Metrics,
): RunWarning[] {
  const { config, bars } = prepared;
  const refreshMs = Number(config.strategy.orderRefreshMs);
  return [
    ...(isFinePath(config) ? [] : pathBiased(refreshMs, bars.intervalMs)),
    ...refreshRounded(refreshMs, bars.intervalMs, config.path),
    ...parametersIgnored(prepared),
    ...fundingPartial(prepared),
    ...dataWarnings(prepared),
    ...(metrics.fills === 0 ? [noFillWarning(prepared, market)] : []),
  ];
}
