/** Runs that are long, and runs that are short. */

function config(strategy: object): object {
  return {
    instrument: "ETHUSDT",
    account: { initialBalance: 10_000, leverage: 5 },
    strategy: { size: { equityRatio: 0.01 }, ...strategy },
  };
}

/** 32 levels, rejections counted: microseconds a bar in the plain layer. */
export function longConfig(index: number): object {
  const spread = 0.001 + index / 10_000;
  const strategy = {
    name: "pure-maker",
    bidSpread: spread,
    askSpread: spread,
    levels: 32,
    levelSpacing: 0.0001,
    orderRefreshMs: 1000,
  };
  return { ...config(strategy), output: { rejections: true } };
}

/** Milliseconds on a few thousand bars; another one for each index. */
export function shortConfig(index: number): object {
  const spread = 0.001 + index / 1_000_000;
  return config({ name: "dual-maker", bidSpread: spread, askSpread: spread });
}
