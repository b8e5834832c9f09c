/** What a backtest on minute bars says of a driftless walk, against the walk itself. Semantics 2. */
import type { ConfigInput } from "../../../packages/engine/src/config/input.js";
import type { PathModel } from "../../../packages/engine/src/config/types.js";
import { moduleOfKind } from "../../../packages/engine/src/internal/kernel-kind.js";
import {
  type KernelMarket,
  placeMarket,
} from "../../../packages/engine/src/internal/kernel-market.js";
import { KernelRun } from "../../../packages/engine/src/internal/kernel-run.js";
import { prepareRun } from "../../../packages/engine/src/runs/prepare.js";
import { barsOf, START_PRICE, walkUnits } from "./random-walk.js";

/** How much is simulated. */
export interface WalkStudy {
  readonly seed: number;
  readonly walks: number;
  /** of each walk */
  readonly minutes: number;
}

/** A mean over the walks with its standard error. */
export interface Estimate {
  readonly mean: number;
  readonly error: number;
}

export interface WalkRow {
  readonly quotesEverySeconds: 60 | 20;
  /** a path model on minute bars; null: the walk itself, second by second */
  readonly model: PathModel | null;
  readonly fillsPerMinute: Estimate;
  /** profit in 1/10 000 of the notional traded */
  readonly resultBps: Estimate;
}

export const MINUTE_SIGMA_RATIO = 0.0008;
export const SPREAD_RATIO = 0.001;
/** Orders that fit into the largest inventory on one side. */
export const INVENTORY_ORDERS = 5;
export const PATH_MODELS: readonly PathModel[] = [
  "direction",
  "nearest",
  "lowFirst",
  "highFirst",
  "random",
  "bridge",
];

/** No fees and no cap on volume; the inventory is capped so that its noise does not hide the result. */
function configOf(model: PathModel, orderRefreshMs: number): ConfigInput {
  return {
    instrument: { tickSize: "0.01", stepSize: "0.001", makerFee: 0, takerFee: 0 },
    account: { initialBalance: START_PRICE * INVENTORY_ORDERS, leverage: 10 },
    path: { model, seed: 1 },
    fills: { maxParticipation: null },
    strategy: {
      name: "pure-maker",
      bidSpread: SPREAD_RATIO,
      askSpread: SPREAD_RATIO,
      size: { quantity: 1 },
      maxInventoryRatio: 1,
      orderRefreshMs,
    },
  };
}

interface Observation {
  readonly fillsPerMinute: number;
  readonly resultBps: number;
}

function observe(market: KernelMarket, model: PathModel, orderRefreshMs: number): Observation {
  const { bars } = market;
  const config = configOf(model, orderRefreshMs);
  const prepared = prepareRun({ bars, config });
  const options = { layer: "lazy", trades: false, equity: false } as const;
  const run = new KernelRun(market, prepared.config, prepared.units, prepared.events, options);
  while (run.advance(10_000));
  const { state } = run.finish();
  const profit = state.lastEquity - prepared.config.account.initialBalance;
  return {
    fillsPerMinute: (state.fills * 60_000) / (state.bars * bars.intervalMs),
    resultBps: state.notional === 0 ? 0 : (profit / state.notional) * 1e4,
  };
}

function estimate(values: readonly number[]): Estimate {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, error: n < 2 ? 0 : Math.sqrt(squares / (n - 1) / n) };
}

interface Setting {
  readonly quotesEverySeconds: 60 | 20;
  readonly model: PathModel | null;
  readonly orderRefreshMs: number;
}

/** The last two of four points of a minute are 19 999 ms apart; those of a bridge a second each. */
function every20SecondsMs(model: PathModel): number {
  return model === "bridge" ? 20_000 : 19_999;
}

const SETTINGS: readonly Setting[] = ([60, 20] as const).flatMap((seconds) => [
  { quotesEverySeconds: seconds, model: null, orderRefreshMs: seconds * 1000 },
  ...PATH_MODELS.map((model) => ({
    quotesEverySeconds: seconds,
    model,
    orderRefreshMs: seconds === 60 ? 60_000 : every20SecondsMs(model),
  })),
]);

/** Runs every model on every walk. @returns a row for each, the truth first */
export async function measureWalks(study: WalkStudy): Promise<WalkRow[]> {
  const paths = await moduleOfKind({ own: null, paths: true });
  const seen: Observation[][] = SETTINGS.map(() => []);
  for (let stream = 0; stream < study.walks; stream++) {
    const { seed, minutes } = study;
    const units = walkUnits({ seed, stream, minutes, minuteSigmaRatio: MINUTE_SIGMA_RATIO });
    const seconds = await placeMarket(barsOf(units, 1), null);
    const minuteBars = await placeMarket(barsOf(units, 60), null);
    const bridges = await placeMarket(minuteBars.bars, null, paths);
    SETTINGS.forEach(({ model, orderRefreshMs }, row) => {
      const market = model === null ? seconds : model === "bridge" ? bridges : minuteBars;
      seen[row].push(observe(market, model ?? "direction", orderRefreshMs));
    });
  }
  return SETTINGS.map(({ quotesEverySeconds, model }, row) => ({
    quotesEverySeconds,
    model,
    fillsPerMinute: estimate(seen[row].map((one) => one.fillsPerMinute)),
    resultBps: estimate(seen[row].map((one) => one.resultBps)),
  }));
}
