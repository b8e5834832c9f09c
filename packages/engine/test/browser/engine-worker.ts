/** The engine in a Web Worker: bars in, fingerprints out. */
import { backtest, openBars, syntheticBars } from "@perpmill/engine";
import { MARKET, runAll } from "./cases.js";

addEventListener("message", async ({ data }: MessageEvent<Uint8Array | null>) => {
  try {
    const bars = data === null ? syntheticBars(MARKET) : await openBars(data);
    postMessage(await runAll(backtest, bars));
  } catch (error) {
    postMessage(String(error));
  }
});
