/** The engine in Node: files by path, named data sets, and the cache of prepared bars. */

export {
  type CachedBarsFacts,
  type CacheEntry,
  type CacheStatus,
  cacheStatus,
} from "./cache/cache-entries.js";
export { type Cleared, clearCache, trimCache } from "./cache/clear-cache.js";
export { defaultHome } from "./cache/home.js";
export {
  type CachedBars,
  type CachedBarsOptions,
  type CacheEvent,
  openBarsCached,
} from "./cache/open-bars.js";
export {
  type CacheVerification,
  type CacheWork,
  type RebuiltEntry,
  rebuildCache,
  type VerifiedEntry,
  type VerifiedSource,
  verifyCache,
} from "./cache/verify-cache.js";
export { calibrate } from "./calibration/calibrate-node.js";
export type { DownloadKind, Market } from "./download/archive-layout.js";
export {
  type DownloadedSeries,
  type DownloadOptions,
  type DownloadReport,
  downloadMarketData,
} from "./download/download-node.js";
export type { SeriesNotice } from "./download/download-series-node.js";
export type { DownloadProgress } from "./download/progress.js";
export { downloadFromVenue, type VenueOptions } from "./download/venue-node.js";
export * from "./index.js";
export {
  type ImportedFile,
  importedPresets,
  importInstruments,
} from "./instruments/import-store-node.js";
export type { FollowOptions } from "./live/follow.js";
export { followBars } from "./live/follow-node.js";
export type { LiveBar } from "./live/live-bar.js";
export {
  loadBars,
  loadFunding,
  loadPriceSeries,
  loadTrades,
  type NodeSource,
  openBars,
  openSeries,
} from "./market-data/load-node.js";
export { risk } from "./risk/risk-node.js";
export { allocateBarMemory } from "./runs/bar-memory.js";
export { optimise } from "./search/search-node.js";
export {
  copyIntoStore,
  type DataKind,
  type DataSetChange,
  type DataSetId,
  type DataStore,
  type NewFile,
  openStore,
  type ReadAs,
  type StoredDataSet,
  type StoredFile,
  type Wanted,
} from "./store/index.js";
export { runStudy } from "./studies/run-study-node.js";
export { rowsCsv } from "./sweeps/files/rows-csv.js";
export { type AppendBytes, parquetRows } from "./sweeps/files/rows-parquet.js";
export type { RowsWriter } from "./sweeps/files/rows-writer.js";
export { sweepJournals } from "./sweeps/journal-node.js";
export { openSweepPool, type SweepFile, sweep } from "./sweeps/sweep-node.js";
export { trust } from "./trust/trust-node.js";
export {
  type LoadedStrategy,
  type LoadStrategyOptions,
  loadStrategy,
} from "./user-strategies/load-strategy-node.js";
export { backtest, envelope, type StrategyFiles } from "./user-strategies/runs-node.js";
export { kFold, timeSplits, walkForward } from "./walk-forward/walk-forward-node.js";
