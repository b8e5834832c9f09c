/** The engine in a browser, its workers included: bytes, files and streams. */
export { calibrate } from "./calibration/calibrate.js";
export * from "./index.js";
export type { FollowOptions } from "./live/follow.js";
export { followBars } from "./live/follow-browser.js";
export type { LiveBar } from "./live/live-bar.js";
export {
  type BrowserSource,
  loadBars,
  loadFunding,
  loadPriceSeries,
  loadTrades,
  openBars,
  openSeries,
} from "./market-data/load-browser.js";
export { optimise } from "./search/search-browser.js";
export { runStudy } from "./studies/run-study-browser.js";
export { serveSweepWorker } from "./sweeps/serve-browser.js";
export { type BrowserThreads, openSweepPool, sweep } from "./sweeps/sweep-browser.js";
export { trust } from "./trust/trust-browser.js";
export { kFold, timeSplits, walkForward } from "./walk-forward/walk-forward-browser.js";
