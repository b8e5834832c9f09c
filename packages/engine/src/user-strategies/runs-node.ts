/** Runs in Node, in which the name of a strategy may be the path of its file. */
import { resolve } from "node:path";
import { loadCallback, namedSection } from "../callbacks/load-callback-node.js";
import { modulePathOf } from "../callbacks/module-path.js";
import { type BacktestOptions, backtest as backtestNamed } from "../runs/backtest.js";
import {
  type EnvelopeOptions,
  type EnvelopeResult,
  envelope as envelopeNamed,
} from "../runs/envelope.js";
import type { RunInputs } from "../runs/prepare.js";
import type { BacktestResult } from "../runs/result.js";
import { loadStrategy } from "./load-strategy-node.js";
import { isStrategyPath } from "./strategy-path.js";

/** Where strategies that are named by a path are kept compiled. */
export interface StrategyFiles {
  /** folder of the cache; null (default): compiled for every run, which takes a second or two */
  readonly strategyCacheDir?: string | null | undefined;
}

/** The inputs with the strategy loaded, where the configuration names a file; relative to the working directory. */
export async function withStrategy<T extends Omit<RunInputs, "bars"> & StrategyFiles>(
  options: T,
): Promise<T> {
  const { config, strategyCacheDir: cacheDir } = options;
  const modulePath = modulePathOf(config.strategy);
  if (modulePath !== null) {
    const callback = await loadCallback(resolve(modulePath));
    const strategy = { ...namedSection(config.strategy, callback), name: callback };
    return { ...options, config: { ...config, strategy } };
  }
  const name: unknown = config.strategy?.name;
  if (!isStrategyPath(name)) return options;
  const userStrategy = await loadStrategy(name, { cacheDir });
  const strategy = { ...config.strategy, name: userStrategy.descriptor.id };
  return { ...options, config: { ...config, strategy }, userStrategy };
}

/**
 * Simulates one configuration on bars (docs/semantics.md). In Node, `strategy.name` may be the path of
 * a strategy of one's own, `"./my-maker.ts"`.
 * @returns metrics by the names of semantics 9, trades and equity as columns, and all that is needed
 * to run it again
 * @throws PerpmillError: every code of the configuration and of the data's fit to it;
 * FILE_NOT_FOUND, STRATEGY_INVALID, STRATEGY_FAILED; ABORTED
 */
export async function backtest(options: BacktestOptions & StrategyFiles): Promise<BacktestResult> {
  return backtestNamed(await withStrategy(options));
}

/** As `envelope` everywhere; `strategy.name` may be the path of a strategy of one's own. */
export async function envelope(options: EnvelopeOptions & StrategyFiles): Promise<EnvelopeResult> {
  return envelopeNamed(await withStrategy(options));
}
