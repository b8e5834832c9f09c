/**
 * What the server and its processes say to each other. Messages are structured clones (`advanced`
 * serialisation), so columns travel as typed arrays. Paths come from the server's own records.
 */
import type {
  CacheEvent,
  ConfigInput,
  Diagnostic,
  DownloadOptions,
  DownloadReport,
  EnvelopeResult,
  ErrorIssue,
  FillExplanation,
  InstrumentRules,
  Language,
  QualityReport,
  ResultJson,
} from "@perpmill/engine";
import type { DataTask, DataTaskResults } from "./data-tasks.js";
import type { GivenRow, StudyPart, StudyTask, StudyTaskResults } from "./study-tasks.js";
import type { DataFiles, RunData, TaskPlaces, TimeRange, UserModule } from "./task-data.js";

export type {
  DataFiles,
  ReadOptions,
  RunData,
  TaskPlaces,
  TimeRange,
  UserModule,
} from "./task-data.js";

export interface RunTask {
  readonly kind: "run";
  readonly places: TaskPlaces;
  readonly data: RunData;
  readonly config: ConfigInput;
  /** null: a built-in strategy */
  readonly strategy: UserModule | null;
  readonly layer: "lazy" | "plain";
  /** for the result; default: as `config` says, which a normalised one no longer does */
  readonly instrumentRules?: InstrumentRules;
}

export interface EnvelopeTask {
  readonly kind: "envelope";
  readonly places: TaskPlaces;
  readonly data: RunData;
  readonly config: ConfigInput;
  /** null: a built-in strategy */
  readonly strategy: UserModule | null;
}

/** Why one fill of a run happened where it did. */
export interface ExplainTask {
  readonly kind: "explain";
  readonly places: TaskPlaces;
  readonly data: RunData;
  readonly config: ConfigInput;
  /** null: a built-in strategy */
  readonly strategy: UserModule | null;
  /** row of the run's trades, from 0 */
  readonly fill: number;
}

/** Reads files that were just brought, so that they are checked and in the cache. */
export interface ImportTask {
  readonly kind: "import";
  readonly places: TaskPlaces;
  /** engine's DataKind; null: as recognised */
  readonly dataKind: string | null;
  readonly files: Omit<DataFiles, "contentHash">;
}

export interface QualityTask {
  readonly kind: "quality";
  readonly places: TaskPlaces;
  readonly data: RunData;
  /** last prices of another source to compare with */
  readonly second: DataFiles | null;
}

export interface DownloadTask {
  readonly kind: "download";
  readonly places: TaskPlaces;
  /** home of the engine's store that is written to */
  readonly storeHome: string;
  readonly options: Pick<
    DownloadOptions,
    "market" | "symbol" | "interval" | "kinds" | "fromMs" | "toMs" | "archiveUrl" | "apiUrl"
  >;
}

/** Bars of any interval, and fills on them. */
export interface KlinesTask {
  readonly kind: "klines";
  readonly places: TaskPlaces;
  readonly bars: DataFiles;
  readonly range: TimeRange;
  /** such as `5m`, `1d`, `1w` */
  readonly interval: string;
  /** most bars, the last ones of the range */
  readonly limit: number;
}

/** The cache's column format of a range. */
export interface ColumnsTask {
  readonly kind: "columns";
  readonly places: TaskPlaces;
  readonly bars: DataFiles;
  readonly range: TimeRange;
  /** file to write, in the server's temporary folder */
  readonly out: string;
}

/** Compiles what a user wrote; reads no file of it. */
export interface CompileTask {
  readonly kind: "compile";
  readonly source: string;
}

export interface CompiledModule extends UserModule {
  /** SHA-256 of the source, hex */
  readonly hash: string;
}

export interface ReportTask {
  readonly kind: "report";
  readonly result: ResultJson;
  readonly language: Language;
}

/** Trades of a stored result as a file; `binary` is as tasks/trades-binary.ts says. */
export interface ExportTask {
  readonly kind: "export";
  /** deflated pieces, in order */
  readonly pieces: readonly Uint8Array[];
  readonly format: "csv" | "arrow" | "binary";
  readonly out: string;
}

export type Task =
  | RunTask
  | EnvelopeTask
  | ExplainTask
  | ImportTask
  | QualityTask
  | DownloadTask
  | KlinesTask
  | ColumnsTask
  | CompileTask
  | ReportTask
  | ExportTask
  | DataTask
  | StudyTask;

/** A piece of columns as it is stored: deflated, with what finds it. */
export interface ColumnPiece {
  readonly firstRow: number;
  readonly rows: number;
  readonly firstMs: number;
  readonly lastMs: number;
  /** of `bytes`, hex */
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

export interface RunTaskResult {
  readonly kind: "run";
  /** RESULT.json; its series are thinned */
  readonly result: ResultJson;
  readonly trades: readonly ColumnPiece[];
  readonly equity: readonly ColumnPiece[];
  /** what the cache did */
  readonly cache: readonly CacheEvent["kind"][];
}

/** What is known of files after reading them once. */
export interface DataFacts {
  readonly kind: string;
  readonly symbol: string | null;
  readonly intervalMs: number | null;
  readonly rows: number;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly holes: number;
  readonly skippedRows: number;
  readonly filledRows: number;
  readonly priceDecimals: number | null;
  readonly hasVolume: boolean | null;
  readonly md5: string | null;
}

/** A quality report as JSON has it: its columns of days as lists. */
export interface QualityDocument extends Omit<QualityReport, "days"> {
  readonly days: {
    /** UTC ms, midnight before the first bar */
    readonly firstDayMs: number;
    /** a number a day, 0..1: of the day that bars cover, and that lies inside the span */
    readonly share: readonly number[];
    readonly possible: readonly number[];
  };
}

export interface KlineColumns {
  readonly interval: string;
  readonly intervalMs: number;
  /** UTC ms */
  readonly openTimeMs: Float64Array;
  /** quote */
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array | null;
}

interface Results extends DataTaskResults, StudyTaskResults {
  run: RunTaskResult;
  envelope: { readonly kind: "envelope"; readonly envelope: EnvelopeResult };
  explain: { readonly kind: "explain"; readonly explanation: FillExplanation };
  import: { readonly kind: "import"; readonly facts: DataFacts };
  quality: {
    readonly kind: "quality";
    readonly report: QualityDocument;
    /** the coverage calendar, SVG, by language */
    readonly svg: { readonly en: string; readonly zh: string };
  };
  download: { readonly kind: "download"; readonly report: DownloadReport };
  klines: { readonly kind: "klines"; readonly klines: KlineColumns };
  columns: {
    readonly kind: "columns";
    readonly bytes: number;
    readonly bars: { readonly count: number };
  };
  compile: { readonly kind: "compile"; readonly compiled: CompiledModule };
  report: { readonly kind: "report"; readonly html: string };
  export: { readonly kind: "export"; readonly bytes: number };
}

export type TaskResult<T extends Task = Task> = Results[T["kind"]];

/** How far a task is. */
export interface TaskProgress {
  /** `bars` of runs, `bytes` of files, `assumptions` of an envelope */
  readonly unit: "bars" | "bytes" | "assumptions";
  readonly done: number;
  readonly total: number | null;
  /** units per second of late, null at first */
  readonly perSecond: number | null;
  readonly remainingMs: number | null;
  /** the curve so far, thinned to a few hundred points, of a run */
  readonly equity: { readonly timeMs: Float64Array; readonly equity: Float64Array } | null;
}

/** An error as it travels. */
export interface TaskError {
  readonly code: string;
  readonly message: string;
  readonly field: string | null;
  readonly hint: string | null;
  readonly where: { readonly file?: string; readonly line?: number; readonly column?: number };
  /** everything that is wrong, where it is several things */
  readonly issues: readonly ErrorIssue[];
  /** what a compiler found */
  readonly diagnostics: readonly Diagnostic[];
  /** for the log, of errors that nobody foresaw */
  readonly stack: string | null;
}

/** What a process is told when it is started, as JSON in its first argument. */
export interface WorkerOptions {
  /** bytes of data sets that it keeps between tasks */
  readonly warmBytes: number;
  /** whether it is there to compile, so that it loads the compiler before it is ready */
  readonly compiles: boolean;
}

/** A piece of a run's columns, sent ahead of the result that it belongs to. */
export interface ResultPiece {
  readonly part: "trades" | "equity";
  readonly piece: ColumnPiece;
}

/** Server to process. */
export type ToWorker =
  | { readonly type: "start"; readonly id: number; readonly task: Task }
  | { readonly type: "cancel"; readonly id: number };

/** Process to server. Besides it writes its memory to file descriptor 4 (heartbeat-thread.ts). */
export type FromWorker =
  | { readonly type: "ready"; readonly pid: number }
  | { readonly type: "progress"; readonly id: number; readonly progress: TaskProgress }
  | { readonly type: "piece"; readonly id: number; readonly piece: ResultPiece }
  | { readonly type: "rows"; readonly id: number; readonly rows: readonly GivenRow[] }
  | { readonly type: "part"; readonly id: number; readonly part: StudyPart }
  | { readonly type: "done"; readonly id: number; readonly result: TaskResult }
  | { readonly type: "failed"; readonly id: number; readonly error: TaskError };
