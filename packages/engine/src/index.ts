/**
 * What Node and the browser have in common. `node.ts` and `browser.ts` add the readers of their
 * platform; `import "@perpmill/engine"` gives the one that fits. No Node built-in, no DOM.
 */
export { KERNEL_SHA256, KERNEL_SOURCES_SHA256 } from "@perpmill/core-wasm";
export type {
  CallbackStrategy,
  Reach,
  StrategyDefinition,
} from "./callbacks/callback-strategy.js";
export { defineStrategy } from "./callbacks/define-strategy.js";
export type {
  ParameterDeclaration,
  ParameterDeclarations,
  ParameterValues,
} from "./callbacks/parameters.js";
export type {
  BarHistory,
  HedgeOrders,
  OneWayOrders,
  StrategySetup,
  StrategyView,
} from "./callbacks/view.js";
export { canonicalJson } from "./config/canonical-json.js";
export { configFieldTexts, type FieldTexts } from "./config/field-texts.js";
export type {
  ConfigInput,
  InstrumentInput,
  OrderSizeInput,
  StrategyInput,
  TierInput,
} from "./config/input.js";
export { type ConfigSchemaOptions, configJsonSchema } from "./config/json-schema.js";
export {
  type CompleteContext,
  completeConfig,
  type NormaliseContext,
  normaliseConfig,
  type ParseContext,
  parseConfig,
} from "./config/normalise.js";
export { parseConfigText } from "./config/parse-text.js";
export type { PresetLookup } from "./config/read-instrument.js";
export { setConfigValue } from "./config/set-value.js";
export { type StarterLanguage, starterConfig } from "./config/starter.js";
export { starterStrategy } from "./config/starter-values.js";
export type {
  MarginTier,
  NormalisedConfig,
  NormalisedInstrument,
  NormalisedStrategy,
  OrderSize,
  PathModel,
} from "./config/types.js";
export {
  type Diagnostic,
  ERROR_CODES,
  type ErrorCode,
  type ErrorDetails,
  type ErrorIssue,
  type ErrorPlace,
  PerpmillError,
} from "./errors.js";
export {
  PRESET_NAMES,
  type PresetInfo,
  type PresetName,
  presetInfo,
} from "./instruments/presets.js";
export {
  type Bars,
  type DataSource,
  type FillRule,
  type FundingSeries,
  openTimeMs,
  type PriceSeries,
} from "./market-data/bars.js";
export { type BesideColumns, type BesideSeries, besideBars } from "./market-data/beside-bars.js";
export { barColumns, barsOfColumns } from "./market-data/bytes/bar-columns.js";
export { type DayStats, dayStats } from "./market-data/day-stats.js";
export { fillBars } from "./market-data/fill-bars.js";
export type {
  LoadBarsOptions,
  LoadOptions,
  LoadProgress,
  LoadSeriesOptions,
} from "./market-data/load-options.js";
export { BAR_FORMATS, type BarFormat } from "./market-data/open/bar-formats.js";
export type { OpenBarsOptions } from "./market-data/open/open-bars.js";
export type {
  OpenedSeries,
  OpenSeriesOptions,
  SeriesKind,
} from "./market-data/open/open-series.js";
export type { BarInterval } from "./market-data/resample/bar-interval.js";
export { type ResampleOptions, resampleBars } from "./market-data/resample/resample-bars.js";
export { type Timeframe, timeframes } from "./market-data/resample/timeframes.js";
export type { BytesSource } from "./market-data/source-bytes.js";
export type { LoadTradesOptions } from "./market-data/trades/load-trades.js";
export { barsFromTrades, type Trades } from "./market-data/trades/trades.js";
export { rescaleBars, sliceBars } from "./market-data/views.js";
export type { BasisBps, PriceComparison } from "./quality/compare-prices.js";
export {
  type Coverage,
  coverageOf,
  type DayCoverage,
  dayCoverage,
  type Hole,
} from "./quality/coverage.js";
export { coverageSvg } from "./quality/coverage-svg.js";
export type { FundingQuality, OddInterval } from "./quality/funding-quality.js";
export { type MonthCoverage, monthCoverage } from "./quality/month-coverage.js";
export type { Outlier, Outliers } from "./quality/outliers.js";
export {
  type LeftOutRows,
  type QualityOptions,
  type QualityReport,
  qualityReport,
} from "./quality/quality-report.js";
export type { Runs } from "./quality/still-runs.js";
export type { TickQuality } from "./quality/ticks.js";
export { type ConfigDifference, compareConfigs, sameData } from "./reports/compare-results.js";
export { equityCsv, tradesCsv } from "./reports/csv.js";
export { type HtmlReportOptions, htmlReport } from "./reports/html-report.js";
export { parseResultJson } from "./reports/parse-result.js";
export type { PeriodReturns, ReturnBins } from "./reports/period-returns.js";
export {
  type Preview,
  type PreviewOptions,
  preview,
  type ResultJson,
  type ResultJsonExtra,
  resultJson,
  resultJsonText,
} from "./reports/result-json.js";
export type { ResultSeries, SeriesPoints } from "./reports/result-series.js";
export {
  type RunWindow,
  type RunWindowOptions,
  type RunWindowSource,
  runWindows,
  type WindowEvents,
  type WindowFills,
} from "./reports/run-window.js";
export { ERROR_TITLES_ZH } from "./reports/texts/error-titles-zh.js";
export { LANGUAGES, type Language } from "./reports/texts/index.js";
export { warningMessage, warningTitle } from "./reports/texts/warning-messages.js";
export { type TimeColumns, thin } from "./reports/thin.js";
export { tradesArrow } from "./reports/trades-arrow.js";
export { type BacktestOptions, backtest, dataIdentity } from "./runs/backtest.js";
export { residentBars, type SharedBars, shareBars, takeSharedBars } from "./runs/bar-memory.js";
export type { RunControl, RunProgress } from "./runs/drive-run.js";
export {
  type Assumptions,
  type EnvelopeOptions,
  type EnvelopeResult,
  type EnvelopeRow,
  type EnvelopeSpread,
  envelope,
  HEADLINE_METRICS,
  type HeadlineMetric,
  joinEnvelopes,
} from "./runs/envelope.js";
export { explainFill } from "./runs/explain/explain-fill.js";
export type {
  ExplainedAccount,
  ExplainedBar,
  ExplainedOrder,
  ExplainFillOptions,
  FillAlternative,
  FillAssumptions,
  FillExplanation,
  FillReason,
  FillReasonCode,
  OrderRole,
  PathPoint,
} from "./runs/explain/fill-explanation.js";
export { instrumentRules } from "./runs/instrument-rules.js";
export { kernelSha256Of } from "./runs/kernel-version.js";
export type { CallbackInput, RunConfig, RunInputs } from "./runs/prepare.js";
export { effectiveRefreshMs, type SteppedPath } from "./runs/refresh.js";
export {
  type BacktestResult,
  type DataIdentity,
  type EquityColumns,
  type InstrumentRules,
  LIQUIDITIES,
  type MarkoutBps,
  type Metrics,
  POSITION_SIDES,
  type Rejected,
  type RunTiming,
  type RunWarning,
  TRADE_REASONS,
  type TradeColumns,
} from "./runs/result.js";
export { type TradeRecord, tradeRecords } from "./runs/trade-records.js";
export { conditionText } from "./strategies/conditions.js";
export {
  describeStrategy,
  isWholeUnit,
  listStrategies,
  parameterCounts,
  type StrategyDescriptor,
  type StrategyParameter,
} from "./strategies/registry.js";
export type { ModuleStrategy, UserStrategy } from "./strategies/user-strategy.js";
export * from "./studies/index.js";
export { type KlineCsvOptions, toKlineCsv } from "./synthetic/kline-csv.js";
export { syntheticBars } from "./synthetic/synthetic-bars.js";
export { type SyntheticFundingOptions, syntheticFunding } from "./synthetic/synthetic-funding.js";
export { type SyntheticMarkOptions, syntheticMark } from "./synthetic/synthetic-mark.js";
export type { JumpOptions, SyntheticBarsOptions } from "./synthetic/synthetic-options.js";
export { ENGINE_VERSION } from "./version.js";
