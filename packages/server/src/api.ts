/** What clients send and are answered, as types: all that the web app takes of the server. */
export type { Principal, Role, Scope } from "./access.js";
export type { JobState } from "./plugins/app/jobs/job-states.js";
export type { ApiKey, AuthSession, LogIn, Profile, User } from "./schemas/accounts.js";
export type {
  CacheEntries,
  CacheStatus,
  ClearCacheBody,
  ClearedCache,
  RebuiltCache,
  VerifiedCache,
} from "./schemas/cache.js";
export type {
  ChangeDataBody,
  DataProgress,
  DataSet,
  DataSetSummary,
  ImportBody,
  ImportList,
  ListDataQuery,
  SampleBody,
} from "./schemas/data.js";
export type { DataJob, DownloadBody, Quality } from "./schemas/data-jobs.js";
export type { FillExplained } from "./schemas/fill-explanation.js";
export type {
  Beside,
  BesideQuery,
  Klines,
  KlinesQuery,
  MarketStats,
  MarketSymbols,
  Timeframes,
} from "./schemas/market.js";
export type { Problem } from "./schemas/problem.js";
export type {
  EquityAnswer,
  EquityQuery,
  RunKlines,
  RunKlinesQuery,
  RunMetricsAnswer,
  Trade,
  TradesPage,
} from "./schemas/run-results.js";
export type {
  CompareRunsBody,
  ListRunsQuery,
  PatchRunBody,
  RerunBody,
  Run,
  RunAccepted,
  RunDetail,
  RunEnvelope,
  RunSort,
  RunSummary,
  RunsCompared,
  RunsPage,
  StartRunBody,
} from "./schemas/runs.js";
export type { ClientMessage, ServerMessage } from "./schemas/socket.js";
export type { OtherMarketBody, StartStudyBody, StudyAsked } from "./schemas/start-study.js";
export type {
  ChangeStrategyBody,
  ListStrategiesQuery,
  NewStrategyBody,
  SaveStrategyBody,
  StrategyVersion,
  StrategyVersionDetail,
  UserStrategy,
  UserStrategyDetail,
  UserStrategyPage,
} from "./schemas/strategies.js";
export type {
  ListStudiesQuery,
  PatchStudyBody,
  StudiesPage,
  Study,
  StudyAccepted,
  StudyBest,
  StudyDetail,
  StudyEstimate,
  StudyProgress,
  StudyRowsAnswer,
  StudyRowsQuery,
} from "./schemas/studies.js";
export type { QueueJob, Readiness, SystemStatus } from "./schemas/system.js";
export type { ShardWorker, ShardWorkers } from "./schemas/workers.js";
