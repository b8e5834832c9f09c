/** The engine in a Web Worker: bars in, fingerprints out. */
import { backtest, loadBars, syntheticBars } from "@perpmill/engine";
import { MARKET, runAll } from "./cases.js";

addEventListener("message", async ({ data }: MessageEvent<Uint8Array | null>) => {
  try {
    const bars = data === null ? syntheticBars(MARKET) : await loadBars(data);
    postMessage(await runAll(backtest, bars));
  } catch (error) {
    postMessage(String(error));
  }
});
