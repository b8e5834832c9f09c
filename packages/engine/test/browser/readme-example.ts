import { backtest, loadBars } from "@perpmill/engine";

/** Runs a file that was dropped on the page; it does not leave the browser. */
export async function runFile(file: File, signal: AbortSignal) {
  return backtest({
    bars: await loadBars(file),
    config: {
      instrument: "ETHUSDT",
      account: { initialBalance: 10_000, leverage: 5 },
      strategy: {
        name: "dual-maker",
        bidSpread: 0.002,
        askSpread: 0.002,
        size: { equityRatio: 0.02 },
      },
    },
    signal,
    onProgress: ({ bars, totalBars }) => {
      document.title = `${Math.round((100 * bars) / totalBars)} %`;
    },
  });
}
