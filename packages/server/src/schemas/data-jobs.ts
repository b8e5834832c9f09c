/** What is sent and answered about the long work on data: imports, downloads, quality reports. */
import { type Static, Type } from "typebox";
import { JOB_STATES } from "../plugins/app/jobs/job-states.js";
import { DownloadInterval, DownloadKindName, ExchangeMarket, SymbolName } from "./data-options.js";
import { Id, Nullable, Page, PageQuery, TimeMs } from "./parts.js";
import { Problem } from "./problem.js";

const DATA_JOB_KINDS = ["import", "quality", "download"] as const;

/** A job as its owner sees it. */
export const DataJob = Type.Object(
  {
    id: Id,
    kind: Type.Enum(DATA_JOB_KINDS, { type: "string" }),
    state: Type.Enum(JOB_STATES, { type: "string" }),
    dataSetId: Nullable(Type.String({ description: "What it is about; null for downloads." })),
    attempt: Type.Integer(),
    progress: Nullable(
      Type.Object({
        unit: Type.String(),
        done: Type.Number(),
        total: Nullable(Type.Number()),
        perSecond: Nullable(Type.Number()),
        remainingMs: Nullable(Type.Number()),
      }),
    ),
    error: Nullable(Problem),
    createdMs: TimeMs,
    startedMs: Nullable(TimeMs),
    finishedMs: Nullable(TimeMs),
  },
  { title: "DataJob" },
);
export type DataJob = Static<typeof DataJob>;

export const DataJobPage = Page(DataJob);

export const ListDataJobsQuery = Type.Object(
  {
    ...PageQuery,
    kind: Type.Optional(Type.Enum(DATA_JOB_KINDS, { type: "string" })),
    state: Type.Optional(Type.Enum(JOB_STATES, { type: "string" })),
  },
  { additionalProperties: false },
);
export type ListDataJobsQuery = Static<typeof ListDataJobsQuery>;

export const DownloadBody = Type.Object(
  {
    market: ExchangeMarket,
    symbol: SymbolName,
    interval: DownloadInterval,
    kinds: Type.Array(DownloadKindName, {
      minItems: 1,
      maxItems: 6,
      uniqueItems: true,
      default: ["klines", "mark", "funding"],
    }),
    fromMs: TimeMs,
    toMs: Type.Optional(TimeMs),
  },
  { additionalProperties: false },
);
export type DownloadBody = Static<typeof DownloadBody>;

/** What a quality report is made with besides the data set. */
export const QualityInputs = Type.Object(
  {
    from: Type.Optional(TimeMs),
    to: Type.Optional(TimeMs),
    markId: Type.Optional(Id),
    fundingId: Type.Optional(Id),
    secondId: Type.Optional(Id),
  },
  { additionalProperties: false },
);
export type QualityInputs = Static<typeof QualityInputs>;

/** A quality report, or the job that makes it. */
export const Quality = Type.Object(
  {
    report: Nullable(
      Type.Unsafe<Record<string, unknown>>({
        type: "object",
        additionalProperties: true,
        description: "The engine's QualityReport, as `perpmill data check --json` prints it.",
      }),
    ),
    job: Nullable(DataJob),
  },
  { title: "Quality" },
);
export type Quality = Static<typeof Quality>;
