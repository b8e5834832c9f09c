/** Everything exported of questions that take many runs: sweeps, searches and the other studies. */
export { type CalibrationJson, calibrationJson } from "../calibration/calibration-json.js";
export type {
  Bias,
  CalibratedFigures,
  CalibratedModel,
  CalibrationOptions,
  CalibrationProgress,
  CalibrationResult,
  CalibrationRow,
  SeedMean,
} from "../calibration/calibration-options.js";
export { type LeastBiased, leastBiased } from "../calibration/least-biased.js";
export { CALIBRATED_MODELS } from "../calibration/plan.js";
export {
  type BestTrial,
  type LuckFinding,
  type LuckMissing,
  type LuckOptions,
  type LuckOverfitting,
  type LuckReturns,
  luckFinding,
  luckOf,
  type SweepLuck,
} from "../luck/luck.js";
export { LUCK_VERDICTS, type LuckVerdict, luckText, luckVerdict } from "../luck/luck-text.js";
export {
  deflatedSharpe,
  expectedMaximumSharpe,
  minimumTrackRecord,
  probabilisticSharpe,
  type SharpeEstimate,
} from "../luck/sharpe-statistics.js";
export type { SuperiorPredictive } from "../luck/superior-predictive.js";
export { claimsToBeStudy, readStudy } from "../reports/parse-study.js";
export { REPORTED_KINDS, type ReportedStudy } from "../reports/study/study-json.js";
export { type StudyReportOptions, studyReport } from "../reports/study-report.js";
export type { GapStress } from "../risk/gap-stress.js";
export type { LargestSize, Sizing } from "../risk/largest-size.js";
export type { Spread } from "../risk/quantiles.js";
export { risk } from "../risk/risk.js";
export { type RiskJson, riskJson } from "../risk/risk-json.js";
export type {
  RerunStress,
  RiskDays,
  RiskOptions,
  RiskPhase,
  RiskProgress,
  RiskReport,
  RiskRequest,
  SizeCheck,
  StressMetrics,
} from "../risk/risk-options.js";
export type { TailLoss } from "../risk/tail-losses.js";
export { bestTrials } from "../search/best-trials.js";
export { SEARCH_METHODS, type SearchMethod } from "../search/method-names.js";
export { type SearchJson, searchJson } from "../search/search-json.js";
export type {
  ResolvedObjective,
  SearchBest,
  SearchDirection,
  SearchObjective,
  SearchOptions,
  SearchPenalty,
  SearchProgress,
  SearchRequest,
  SearchResult,
} from "../search/search-options.js";
export { askedColumns } from "../sweeps/asked-columns.js";
export type {
  AxisValue,
  ListAxis,
  OwnRangeAxis,
  RangeAxis,
  SweepAxis,
} from "../sweeps/axis.js";
export { tableCsv, tableParquet } from "../sweeps/files/table-files.js";
export { paretoRows } from "../sweeps/front.js";
export { type CellValue, SWEEP_METRICS, type SweepMetric } from "../sweeps/metric-columns.js";
export { parseAxis } from "../sweeps/parse-axis.js";
export {
  type AxisSlice,
  axisSlices,
  neighbourRows,
  type Plateau,
  plateauOf,
} from "../sweeps/plateau.js";
export type { SweepPool } from "../sweeps/pool.js";
export type { PoolOptions } from "../sweeps/pool-setup.js";
export { type RowResult, SWEEP_OUTCOMES, type SweepOutcome } from "../sweeps/protocol.js";
export { bestRows, canBeBest, isBetter, lessIsBetter, rankMetric } from "../sweeps/rank.js";
export type { ReturnMoments, SweepReturns } from "../sweeps/row-returns.js";
export type { SamplerName } from "../sweeps/samplers/names.js";
export type { Point, SweepSampler } from "../sweeps/samplers/samplers.js";
export {
  type SweepJson,
  type SweepSummaryJson,
  sweepJson,
  sweepSummaryJson,
} from "../sweeps/sweep-json.js";
export type {
  OpenSweepStore,
  SweepOptions,
  SweepProgress,
  SweepRequest,
  SweepResult,
  SweepRows,
  SweepStore,
} from "../sweeps/sweep-options.js";
export { type SweepSize, sweepSize } from "../sweeps/sweep-size.js";
export {
  type ColumnHead,
  type SweepColumn,
  type SweepTable,
  sweepColumn,
} from "../sweeps/table.js";
export {
  TRUST_GRADES,
  TRUST_PARTS,
  type TrustFinding,
  type TrustGrade,
  type TrustPart,
} from "../trust/findings.js";
export {
  TRUST_HEADLINES,
  type TrustHeadline,
  type TrustRow,
  type TrustSpread,
} from "../trust/headlines.js";
export type { StressName } from "../trust/stress-names.js";
export { type TrustJson, trustJson } from "../trust/trust-json.js";
export type {
  Bootstrap,
  FillRow,
  FillSpread,
  ForwardTest,
  NeighbourAxis,
  Neighbourhood,
  OtherMarket,
  PathSpread,
  StartRow,
  Starts,
  Stress,
  StressRow,
  TransferRow,
  TriedStudy,
  TrustLuck,
  TrustOptions,
  TrustParts,
  TrustProgress,
  TrustRequest,
  TrustVerdict,
  WalkedStudy,
} from "../trust/trust-options.js";
export { type FindingText, findingText, stressText, verdictText } from "../trust/trust-text.js";
export type {
  Efficiency,
  FoldAccount,
  FoldBest,
  FoldChooser,
  FoldProgress,
  FoldResult,
  FoldScore,
  GridChooser,
  ParameterDrift,
  SearchChooser,
} from "../walk-forward/fold-options.js";
export {
  type AccountJson,
  type FoldJson,
  type KFoldJson,
  kFoldJson,
  type TimeSplitsJson,
  timeSplitsJson,
  type WalkForwardJson,
  walkForwardJson,
} from "../walk-forward/folds-json.js";
export type { KFoldOptions, KFoldRequest, KFoldResult } from "../walk-forward/k-fold.js";
export type { OutOfSampleLuck } from "../walk-forward/out-of-sample-luck.js";
export { TIME_SPLITS, type TimeSplit } from "../walk-forward/split-names.js";
export type {
  SplitWindow,
  TimeSplitsOptions,
  TimeSplitsRequest,
  TimeSplitsResult,
} from "../walk-forward/time-splits.js";
export type {
  WalkForwardOptions,
  WalkForwardRequest,
  WalkForwardResult,
} from "../walk-forward/walk-forward.js";
export type { KFoldWindows, TimeWindow, WalkForwardWindows } from "../walk-forward/windows.js";
export { checkStudy, type StudyContext, type StudySize } from "./check-study.js";
export { configOfPoint } from "./config-of-point.js";
export {
  type KFoldStudy,
  kFoldRequestOf,
  type TimeSplitsStudy,
  type WalkForwardStudy,
  walkForwardRequestOf,
} from "./fold-studies.js";
export type { RiskStudy } from "./risk-study.js";
export type {
  StudyControl,
  StudyInputs,
  StudyJson,
  StudyStage,
} from "./run-study.js";
export { type SearchStudy, searchRequestOf } from "./search-study.js";
export {
  STUDY_KINDS,
  type StudyKind,
  type StudyRequest,
  StudyRequestSchema,
} from "./study-request.js";
export {
  type AskedRow,
  planStudyRows,
  type RowsRecipe,
  rankValue,
  type StudyColumn,
  type StudyContents,
  StudyRowRunner,
  type StudyRows,
  studyRowKeys,
} from "./study-rows.js";
export { type SweepStudy, sweepRequestOf } from "./sweep-study.js";
export {
  type SummaryPlan,
  type SweepDocument,
  SweepSummary,
} from "./sweep-summary.js";
export type { TrustStudy } from "./trust-study.js";
