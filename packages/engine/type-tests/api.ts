/** What must compile, and what must not: read by `npm run types`, never run. */

import { loadBars as loadBarsInBrowser } from "../src/browser.js";
import {
  type BacktestResult,
  type Bars,
  backtest,
  type ConfigInput,
  describeStrategy,
  type ErrorCode,
  envelope,
  loadBars,
  PerpmillError,
  sliceBars,
  syntheticBars,
} from "../src/node.js";

const strategy = {
  name: "dual-maker",
  bidSpread: 0.002,
  askSpread: "0.002",
  size: { equityRatio: 0.02 },
};
const config: ConfigInput = {
  instrument: { preset: "ETHUSDT", makerFee: "-0.0001" },
  account: { initialBalance: 1000 },
  strategy,
};

export async function compiles(bytes: Uint8Array, file: File): Promise<BacktestResult> {
  const bars: Bars = await loadBars(["a.csv.gz", "b.zip"], { onBadRow: "skip" });
  const range = sliceBars(await loadBars(bytes), null, 1_704_067_200_000);
  await loadBarsInBrowser([file, bytes]);
  const { rows } = await envelope({ bars: range, config, participationCaps: [null, 0.1] });
  const sharpe: number | null = rows[0].metrics.sharpe;
  const again = await backtest({ bars, config, signal: AbortSignal.timeout(1000) });
  // a normalised configuration is one that can be run
  return sharpe === null ? again : backtest({ bars, config: again.config });
}

export async function doesNotCompile(bars: Bars, result: BacktestResult): Promise<void> {
  // @ts-expect-error the configuration is missing
  await backtest({ bars });
  // @ts-expect-error a path is no set of bars
  await backtest({ bars: "bars.csv", config });
  // @ts-expect-error there are two layers
  await backtest({ bars, config, layer: "fast" });
  // @ts-expect-error the strategy is missing
  await backtest({ bars, config: { instrument: "ETHUSDT", account: { initialBalance: 1 } } });
  // @ts-expect-error the balance is missing
  await backtest({ bars, config: { instrument: "ETHUSDT", account: { leverage: 5 }, strategy } });
  // @ts-expect-error unknown keys are errors
  await backtest({ bars, config: { ...config, acount: { initialBalance: 1 } } });
  // @ts-expect-error two fill rules
  await backtest({ bars, config: { ...config, fills: { rule: "through2" } } });
  // @ts-expect-error a browser has no paths
  await loadBarsInBrowser("bars.csv");
  // @ts-expect-error a seed makes the market
  syntheticBars({ bars: 10 });
  // @ts-expect-error bars are read-only
  bars.count = 5;
  // @ts-expect-error results are read-only
  result.metrics.fills = 0;
  // @ts-expect-error not a number without a check: there may be no fill
  const rate: number = result.metrics.winRate;
  // @ts-expect-error codes are a closed list
  const code: ErrorCode = "BARS_WRONG";
  // @ts-expect-error an error has a message
  const error = new PerpmillError("USAGE", { hint: "none" });
  // @ts-expect-error strategies have names
  describeStrategy(1);
  throw new Error(`${rate} ${code} ${error}`);
}
