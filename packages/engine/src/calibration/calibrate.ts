/**
 * How far bars lead a configuration astray: it is run along the trades of some time, which are the true
 * path, and on the bars that they make, under every path model and fill rule (semantics 2).
 */
import { BRIDGE_POINTS } from "../config/schema.js";
import { type Bars, openTimeMs } from "../market-data/bars.js";
import { barsFromTrades, type Trades } from "../market-data/trades/trades.js";
import { readBacktest } from "../runs/backtest.js";
import { breathe, throwIfAborted } from "../runs/drive-run.js";
import { endOfBarsMs, prepareRun, type RunConfig } from "../runs/prepare.js";
import { biasesOf, figuresOf, meansOf, type RunFigures } from "./bias.js";
import type {
  CalibrationOptions,
  CalibrationResult,
  CalibrationRow,
} from "./calibration-options.js";
import { type PlannedRow, planRows, seedCount } from "./plan.js";
import { renewedEveryMs } from "./quote-clock.js";

/** The configuration with the assumptions of a row. */
function configFor(
  config: RunConfig,
  { model, rule, refreshMs }: PlannedRow,
  seed: number | string,
): RunConfig {
  return {
    ...config,
    path: { ...config.path, model, seed },
    fills: { ...config.fills, rule },
    strategy: { ...config.strategy, orderRefreshMs: refreshMs },
  };
}

/** Trades that the bars of a run are made of. */
function tradesWithin({ timeMs }: Trades, bars: Bars): number {
  const fromMs = openTimeMs(bars, 0);
  const endMs = endOfBarsMs(bars) + 1;
  return timeMs.reduce((count, ms) => count + Number(ms >= fromMs && ms < endMs), 0);
}

/**
 * Runs a configuration along trades and on the bars that they make.
 * @throws CALIBRATION_INVALID; the codes of `backtest`
 */
export async function calibrate(options: CalibrationOptions): Promise<CalibrationResult> {
  const { trades, interval = "1m", mark, funding, userStrategy, signal, onProgress } = options;
  throwIfAborted({ signal });
  const made = barsFromTrades(trades, interval);
  const inputs = { bars: made, trades, mark, funding, userStrategy };
  const { config, bars } = prepareRun({ ...inputs, config: options.config });
  const points = config.path.points ?? BRIDGE_POINTS.fallback;
  const planned = planRows(options, config, bars.intervalMs);
  const total = planned.reduce((sum, { seeds }) => sum + seeds.length, 0);
  let done = 0;
  let truth: RunFigures | null = null;
  const rows: CalibrationRow[] = [];
  for (const row of planned) {
    const { refreshMs, rule, model, seeds } = row;
    const runs: RunFigures[] = [];
    let liquidated = 0;
    for (const seed of seeds) {
      const run = await readBacktest(
        { ...inputs, config: configFor(options.config, row, seed), hashes: false, signal },
        (ended) => ({ figures: figuresOf(ended), liquidated: ended.metrics.liquidated }),
      );
      runs.push(run.figures);
      liquidated += Number(run.liquidated);
      done += 1;
      onProgress?.({ done, total });
      await breathe();
      throwIfAborted({ signal });
    }
    if (model === "trades") truth = runs[0];
    const bias = truth === null || model === "trades" ? null : biasesOf(runs, truth);
    rows.push({
      ...{ refreshMs, rule, model, runs: runs.length, liquidated },
      renewedMs: renewedEveryMs(bars, trades, { model, points }, refreshMs),
      ...meansOf(runs),
      bias,
    });
  }
  return { config, bars, trades: tradesWithin(trades, bars), seeds: seedCount(options), rows };
}
