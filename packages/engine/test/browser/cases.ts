/** The runs that Node and the browser both make, and how they are told apart. */
import type { BacktestResult, Bars, ConfigInput } from "@perpmill/engine";

export const MARKET = { seed: 7, bars: 20_000, symbol: "ETHUSDT" } as const;

const SHARED = {
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000, leverage: 5 },
  funding: { mode: "constant", rate: 0.0001 },
  rebate: { rate: 0.3, payoutDay: 5 },
} as const;

export const CONFIGS: Readonly<Record<string, ConfigInput>> = {
  "dual-maker": {
    ...SHARED,
    strategy: {
      name: "dual-maker",
      bidSpread: 0.001,
      askSpread: 0.001,
      size: { equityRatio: 0.02 },
      orderRefreshMs: 15_000,
    },
  },
  "pure-maker": {
    ...SHARED,
    volatility: { atrPeriod: 60, high: 0.0015, highSpreadMultiplier: 2 },
    strategy: {
      name: "pure-maker",
      bidSpread: 0.001,
      askSpread: 0.001,
      levels: 3,
      levelSpacing: 0.0005,
      inventorySkew: 0.001,
      size: { equityRatio: 0.01 },
    },
  },
  "a drawn bridge": {
    ...SHARED,
    path: { model: "bridge", seed: 9 },
    strategy: {
      name: "dual-maker",
      bidSpread: 0.0005,
      askSpread: 0.0005,
      size: { equityRatio: 0.02 },
      orderRefreshMs: 15_000,
    },
  },
};

export const LAYERS = ["lazy", "plain"] as const;

/** What must agree to the last bit. */
export interface Fingerprint {
  readonly md5: string | null;
  readonly bars: number;
  readonly fills: number;
  readonly finalEquity: number;
  readonly tradesHash: string | null;
  readonly resultHash: string | null;
}

type Backtest = (options: {
  readonly bars: Bars;
  readonly config: ConfigInput;
  readonly layer: "lazy" | "plain";
}) => Promise<BacktestResult>;

/** Every configuration in every layer on `bars`, keyed `dual-maker lazy` and so on. */
export async function runAll(
  backtest: Backtest,
  bars: Bars,
): Promise<Readonly<Record<string, Fingerprint>>> {
  const fingerprints: Record<string, Fingerprint> = {};
  for (const [name, config] of Object.entries(CONFIGS)) {
    for (const layer of LAYERS) {
      const { metrics, data } = await backtest({ bars, config, layer });
      const { fills, finalEquity, tradesHash, resultHash } = metrics;
      fingerprints[`${name} ${layer}`] = {
        md5: data.md5,
        bars: metrics.bars,
        fills,
        finalEquity,
        tradesHash,
        resultHash,
      };
    }
  }
  return fingerprints;
}
