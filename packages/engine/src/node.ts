/** The engine in Node: files, folders and globs by path, and the cache of prepared bars. */

export { defaultHome } from "./cache/home.js";
export {
  type CachedBars,
  type CachedBarsOptions,
  type CacheEvent,
  openBarsCached,
} from "./cache/open-bars.js";
export * from "./index.js";
export {
  loadBars,
  loadFunding,
  loadPriceSeries,
  loadTrades,
  type NodeSource,
  openBars,
  openSeries,
} from "./market-data/load-node.js";
