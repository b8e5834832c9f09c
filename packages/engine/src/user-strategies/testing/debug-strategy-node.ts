/** A strategy run as TypeScript, slowly and literally, and held against its compiled self. */
import { basename } from "node:path";
import { type ReferenceResult, simulate } from "@perpmill/core-wasm/reference";
import type { ConfigInput } from "../../config/input.js";
import {
  type Bars,
  type FundingSeries,
  openTimeMs,
  type PriceSeries,
} from "../../market-data/bars.js";
import { backtest } from "../../runs/backtest.js";
import { type PreparedRun, prepareRun } from "../../runs/prepare.js";
import type { BacktestResult } from "../../runs/result.js";
import type { ModuleStrategy } from "../../strategies/user-strategy.js";
import { checkStrategySource } from "../compile-strategy.js";
import { loadStrategy, readStrategyFile } from "../load-strategy-node.js";
import type { Strategy } from "../strategy/strategy.js";
import { referenceMaker } from "./reference-maker.js";

/** A strategy and what to run it on. */
export interface StrategyRun {
  /** path of the strategy's source */
  readonly file: string;
  /** the class of that file */
  readonly strategy: new () => Strategy;
  readonly bars: Bars;
  readonly mark?: PriceSeries | null | undefined;
  readonly funding?: FundingSeries | null | undefined;
  /** a configuration whose strategy needs no name; parameters left out have their values of the class */
  readonly config: Omit<ConfigInput, "strategy"> & {
    readonly strategy?: Readonly<Record<string, number | boolean>>;
  };
}

/** Differences that are told, at most. */
const MOST_DIFFERENCES = 20;
/** A module of nothing: what is only prepared is never run in it. */
const EMPTY_MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

function prepared(run: StrategyRun, userStrategy: ModuleStrategy): PreparedRun {
  const { bars, mark, funding, config } = run;
  const strategy = { ...config.strategy, name: userStrategy.descriptor.id };
  return prepareRun({ bars, mark, funding, config: { ...config, strategy }, userStrategy });
}

function simulated(run: StrategyRun, ready: PreparedRun): ReferenceResult {
  const { bars, config, funding, markSeries, units } = ready;
  const input = {
    config,
    bars: {
      openTimeMs: Float64Array.from({ length: bars.count }, (_, i) => openTimeMs(bars, i)),
      open: bars.open,
      high: bars.high,
      low: bars.low,
      close: bars.close,
      volume: bars.volume,
    },
    priceDecimals: units.priceDecimals,
    intervalMs: bars.intervalMs,
    mark: markSeries ?? undefined,
    funding: funding ?? undefined,
  };
  return simulate(input, (seat) => {
    const strategy = new run.strategy();
    for (const [name, value] of Object.entries(config.strategy)) {
      if (Object.hasOwn(strategy, name)) Reflect.set(strategy, name, value);
    }
    return referenceMaker(strategy, input, seat);
  });
}

/**
 * Runs a strategy as TypeScript in the reference, bar by bar and quote by quote: breakpoints in its file
 * stop there. Some hundred times slower than compiled.
 * @throws every code of the configuration; what the strategy throws; STRATEGY_INVALID when its file is
 * not in the portable subset
 */
export async function debugStrategy(run: StrategyRun): Promise<ReferenceResult> {
  const source = await readStrategyFile(run.file);
  const { descriptor } = await checkStrategySource(source, { fileName: basename(run.file) });
  const module = new WebAssembly.Module(EMPTY_MODULE);
  return simulated(run, prepared(run, { descriptor, module }));
}

function* rowsOf(expected: ReferenceResult, got: BacktestResult): Generator<string> {
  const { trades } = got;
  if (expected.trades.length !== trades.length) {
    yield `${expected.trades.length} fills as TypeScript, ${trades.length} compiled`;
  }
  for (const [row, trade] of expected.trades.slice(0, trades.length).entries()) {
    const pairs = {
      time: [trade.time, trades.timeMs[row]],
      price: [trade.priceUnits, trades.priceUnits[row]],
      lots: [trade.lots, trades.lots[row]],
      side: [trade.side === "buy" ? 1 : -1, trades.side[row]],
      balance: [trade.balanceAfter, trades.balanceAfter[row]],
    };
    for (const [name, [a, b]] of Object.entries(pairs)) {
      if (!Object.is(a, b)) yield `fill ${row}: ${name} ${a} as TypeScript, ${b} compiled`;
    }
  }
  const { equity } = got.equity;
  for (const [row, value] of expected.equity.entries()) {
    if (Object.is(value, equity[row])) continue;
    yield `equity of bar ${row}: ${value} as TypeScript, ${equity[row]} compiled`;
  }
}

/**
 * Runs a strategy as TypeScript and compiled, in both layers of the kernel, and compares every fill and
 * the equity of every bar.
 * @returns the differences in words, the first twenty of each layer; none when all is well
 * @throws as `backtest`, and what the strategy throws
 */
export async function strategyDifferences(run: StrategyRun): Promise<string[]> {
  const userStrategy = await loadStrategy(run.file);
  const ready = prepared(run, userStrategy);
  const expected = simulated(run, ready);
  const { bars, mark, funding } = run;
  const { config } = ready;
  const differences: string[] = [];
  for (const layer of ["plain", "lazy"] as const) {
    const got = await backtest({ bars, mark, funding, config, userStrategy, layer });
    let told = 0;
    for (const difference of rowsOf(expected, got)) {
      if (told++ === MOST_DIFFERENCES) break;
      differences.push(`${layer}: ${difference}`);
    }
  }
  return differences;
}
