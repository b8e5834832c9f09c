/** Requests about runs and their answers. No request holds a path or code. */
import type { ConfigInput } from "@perpmill/engine";
import { type Static, Type } from "typebox";
import { JOB_STATES } from "../plugins/app/jobs/job-states.js";
import { Id, Nullable, Page, PageQuery, TimeMs } from "./parts.js";
import { Problem } from "./problem.js";
import { ConfigDocument, CURVE_POINTS, RunMetrics } from "./run-results.js";

const CLOSED = { additionalProperties: false };

// PostgreSQL keeps no NUL in a text.
const NO_NUL = "^[^\\u0000]*$";
const Label = Type.String({ maxLength: 200, pattern: NO_NUL });
const Note = Type.String({ maxLength: 10_000, pattern: NO_NUL });
const Name = Type.String({ minLength: 1, maxLength: 64, pattern: NO_NUL });
const StrategyName = Type.String({ minLength: 1, maxLength: 80, pattern: NO_NUL });
const Layer = Type.Enum(["lazy", "plain"] as const, { type: "string" });

/** Where a run, or another piece of work, stands. */
export const State = Type.Enum(JOB_STATES, { type: "string" });

export const StartRunBody = Type.Object(
  {
    config: Type.Unsafe<ConfigInput>(ConfigDocument),
    dataSetId: Id,
    markDataSetId: Type.Optional(Nullable(Id)),
    fundingDataSetId: Type.Optional(Nullable(Id)),
    fromMs: Type.Optional(Nullable(TimeMs)),
    toMs: Type.Optional(Nullable(TimeMs)),
    layer: Type.Optional(Layer),
    label: Type.Optional(Label),
    note: Type.Optional(Note),
    priority: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 9, description: "Larger goes first among your own." }),
    ),
    force: Type.Optional(
      Type.Boolean({ description: "Compute again though the result is there already." }),
    ),
  },
  CLOSED,
);
export type StartRunBody = Static<typeof StartRunBody>;

const Value = Nullable(Type.Number());

/** The metrics that history sorts by. */
export const RunSummary = Type.Object(
  {
    totalReturn: Value,
    finalEquity: Value,
    cagr: Value,
    sharpe: Value,
    sortino: Value,
    calmar: Value,
    volatility: Value,
    maxDrawdown: Value,
    fills: Value,
    turnover: Value,
    fees: Value,
    funding: Value,
    winRate: Value,
    profitFactor: Value,
    quotedEdgeBps: Value,
    ambiguousFillShare: Value,
    liquidated: Nullable(Type.Boolean()),
  },
  { title: "RunSummary" },
);
export type RunSummary = Static<typeof RunSummary>;

const runMembers = {
  id: Id,
  own: Type.Boolean({ description: "Whether it is yours; else somebody shared it." }),
  state: State,
  shared: Type.Boolean(),
  starred: Type.Boolean(),
  label: Type.String(),
  note: Type.String(),
  symbol: Nullable(Type.String()),
  strategy: Type.String({
    description: "A built-in one, or `user:` and the hash of a version that its owner wrote.",
  }),
  strategyLabel: Nullable(
    Type.String({ description: "What that strategy was called; null for a built-in one." }),
  ),
  dataSetId: Id,
  markDataSetId: Nullable(Id),
  fundingDataSetId: Nullable(Id),
  fromMs: Value,
  toMs: Value,
  layer: Layer,
  contentKey: Type.String({ description: "Equal for runs that must give the same result." }),
  error: Nullable(Problem),
  createdMs: Type.Number(),
  startedMs: Value,
  finishedMs: Value,
  summary: Nullable(RunSummary),
};

/** A run in a list. */
export const Run = Type.Object(runMembers, { title: "Run" });
export type Run = Static<typeof Run>;

/** How far a run is. */
export const Progress = Type.Object({
  unit: Type.String(),
  done: Type.Number(),
  total: Value,
  perSecond: Value,
  remainingMs: Value,
});

/** A run with its configuration and how far it is. */
export const RunDetail = Type.Object(
  {
    ...runMembers,
    config: ConfigDocument,
    attempt: Type.Integer({ description: "How often it was begun; 0: not yet." }),
    progress: Nullable(Progress),
  },
  { title: "RunDetail" },
);
export type RunDetail = Static<typeof RunDetail>;

export const RunAccepted = Type.Object(
  {
    run: RunDetail,
    deduplicated: Type.Boolean({ description: "Whether the result was there already." }),
  },
  { title: "RunAccepted" },
);
export type RunAccepted = Static<typeof RunAccepted>;

/** What lists sort by: times, names and every metric of the summary but `liquidated`. */
export const RUN_SORTS = [
  "createdMs",
  "finishedMs",
  "totalReturn",
  "finalEquity",
  "cagr",
  "sharpe",
  "sortino",
  "calmar",
  "volatility",
  "maxDrawdown",
  "fills",
  "turnover",
  "fees",
  "funding",
  "winRate",
  "profitFactor",
  "quotedEdgeBps",
  "ambiguousFillShare",
] as const;
export type RunSort = (typeof RUN_SORTS)[number];

export const ListRunsQuery = Type.Object(
  {
    ...PageQuery,
    sort: Type.Enum(RUN_SORTS, { type: "string", default: "createdMs" }),
    order: Type.Enum(["asc", "desc"] as const, { type: "string", default: "desc" }),
    whose: Type.Enum(["own", "shared", "all"] as const, {
      type: "string",
      default: "own",
      description: "`shared`: those that others share; `all`: both.",
    }),
    symbol: Type.Optional(Name),
    strategy: Type.Optional(StrategyName),
    state: Type.Optional(State),
    label: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        pattern: NO_NUL,
        description: "Part of a label.",
      }),
    ),
    text: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        pattern: NO_NUL,
        description: "Part of a label or a note.",
      }),
    ),
    starred: Type.Optional(Type.Boolean()),
    from: Type.Optional(TimeMs),
    to: Type.Optional(TimeMs),
  },
  { ...CLOSED, description: "`from` and `to` are about the time of the request: [from, to)." },
);
export type ListRunsQuery = Static<typeof ListRunsQuery>;

export const RunsPage = Type.Object(Page(Run).properties, { title: "RunsPage" });
export type RunsPage = Static<typeof RunsPage>;

export const PatchRunBody = Type.Object(
  {
    label: Type.Optional(Label),
    note: Type.Optional(Note),
    starred: Type.Optional(Type.Boolean()),
    shared: Type.Optional(Type.Boolean()),
  },
  { ...CLOSED, minProperties: 1 },
);
export type PatchRunBody = Static<typeof PatchRunBody>;

export const DeleteRunsBody = Type.Object(
  { ids: Type.Array(Id, { minItems: 1, maxItems: 500, uniqueItems: true }) },
  CLOSED,
);

export const RunsDeleted = Type.Object(
  {
    deleted: Type.Integer({ description: "Those that were yours; others are left alone." }),
  },
  { title: "RunsDeleted" },
);

export const RerunBody = Type.Object(
  { layer: Type.Optional(Layer), label: Type.Optional(Label), note: Type.Optional(Note) },
  CLOSED,
);
export type RerunBody = Static<typeof RerunBody>;

export const CompareRunsBody = Type.Object(
  {
    ids: Type.Array(Id, { minItems: 2, maxItems: 20, uniqueItems: true }),
    points: Type.Integer({
      minimum: CURVE_POINTS.least,
      maximum: 2000,
      default: 300,
      description: "Most points of each curve.",
    }),
  },
  CLOSED,
);
export type CompareRunsBody = Static<typeof CompareRunsBody>;

const Scalar = Type.Unsafe<unknown>({ description: "A value of the configuration, or null." });

/** Finished runs side by side, in the order of the request. */
export const RunsCompared = Type.Object(
  {
    runs: Type.Array(
      Type.Object({
        run: Run,
        metrics: RunMetrics,
        equity: Type.Object({
          timeMs: Type.Array(Type.Number()),
          equity: Type.Array(Type.Number()),
        }),
      }),
    ),
    differences: Type.Array(Type.Object({ path: Type.String(), values: Type.Array(Scalar) }), {
      description: "What differs in the configurations: a value a run.",
    }),
    sameData: Type.Boolean({ description: "Whether all ran on the same bars." }),
  },
  { title: "RunsCompared" },
);
export type RunsCompared = Static<typeof RunsCompared>;

/** An envelope and where its computation stands. */
export const RunEnvelope = Type.Object(
  {
    runId: Id,
    state: Type.Enum([...JOB_STATES, "absent"] as const, {
      type: "string",
      description: "`absent`: nobody asked for it yet; POST does.",
    }),
    jobId: Nullable(Id),
    progress: Nullable(Progress),
    error: Nullable(Problem),
    envelope: Nullable(
      Type.Object({}, { additionalProperties: true, description: "As `perpmill envelope` gives." }),
    ),
  },
  { title: "RunEnvelope" },
);
export type RunEnvelope = Static<typeof RunEnvelope>;
