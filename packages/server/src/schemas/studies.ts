/** Studies: how they are looked for, what is answered. */
import { STUDY_KINDS } from "@perpmill/engine";
import { type Static, Type } from "typebox";
import { JOB_STATES } from "../plugins/app/jobs/job-states.js";
import { Id, Nullable, Page, PageQuery } from "./parts.js";
import { Problem } from "./problem.js";

const CLOSED = { additionalProperties: false };
// PostgreSQL keeps no NUL in a text.
const NO_NUL = "^[^\\u0000]*$";
const Title = Type.String({ maxLength: 200, pattern: NO_NUL });
const Kind = Type.Enum(STUDY_KINDS, { type: "string" });
const State = Type.Enum(JOB_STATES, { type: "string" });
const Value = Nullable(Type.Number());
const Count = Type.Integer({ minimum: 0 });
/** Most rows of one answer. */
export const ROWS_LIMIT = 5000;

/** A cell of a row. */
const Cell = Type.Unsafe<number | string | boolean | null>({
  type: ["number", "string", "boolean", "null"],
});

/** A column of rows. */
export const StudyColumnSchema = Type.Object({
  name: Type.String(),
  kind: Type.Enum(["number", "text", "boolean"] as const, { type: "string" }),
  role: Type.Enum(["parameter", "outcome", "metric"] as const, { type: "string" }),
});

/** The best row so far. */
export const StudyBest = Type.Object({
  row: Count,
  metric: Type.String(),
  value: Type.Number(),
  point: Type.Record(Type.String(), Cell, { description: "Parameters by path." }),
});
export type StudyBest = Static<typeof StudyBest>;

/** How far a study is. */
export const StudyProgress = Type.Object({
  done: Type.Number(),
  total: Value,
  share: Nullable(Type.Number({ description: "Of the whole study, 0 to 1, about." })),
  reused: Count,
  perSecond: Value,
  remainingMs: Value,
});
export type StudyProgress = Static<typeof StudyProgress>;

const members = {
  id: Id,
  kind: Kind,
  title: Type.String(),
  starred: Type.Boolean(),
  state: State,
  symbol: Nullable(Type.String()),
  strategy: Type.String({
    description: "A built-in one, or `user:` and the hash of a version that its owner wrote.",
  }),
  strategyLabel: Nullable(Type.String()),
  dataSetId: Id,
  markDataSetId: Nullable(Id),
  fundingDataSetId: Nullable(Id),
  fromMs: Value,
  toMs: Value,
  contentKey: Type.String({ description: "Equal for studies that must give the same result." }),
  rowsDone: Count,
  rowsTotal: Nullable(Type.Integer({ description: "null: not known before it is done." })),
  best: Nullable(StudyBest),
  error: Nullable(Problem),
  createdMs: Type.Number(),
  startedMs: Value,
  finishedMs: Value,
};

/** A study in a list. */
export const Study = Type.Object(members, { title: "Study" });
export type Study = Static<typeof Study>;

/** A study with what was asked, and how far it is. */
export const StudyDetail = Type.Object(
  {
    ...members,
    request: Type.Object({}, { additionalProperties: true, description: "As it was sent." }),
    triedStudyId: Nullable(Type.String({ description: "Whose trials count; it may be gone." })),
    walkForwardStudyId: Nullable(Type.String({ description: "It may be gone." })),
    otherMarkets: Type.Array(
      Type.Object({
        name: Type.String(),
        dataSetId: Type.String(),
        markDataSetId: Nullable(Type.String()),
        fundingDataSetId: Nullable(Type.String()),
      }),
    ),
    config: Type.Object(
      {},
      { additionalProperties: true, description: "Its configuration, complete." },
    ),
    columns: Type.Array(StudyColumnSchema),
    progress: Nullable(StudyProgress),
    shards: Type.Object(
      { total: Count, done: Count, running: Count },
      { description: "Pieces that are worked through on their own." },
    ),
  },
  { title: "StudyDetail" },
);
export type StudyDetail = Static<typeof StudyDetail>;

export const StudyAccepted = Type.Object(
  {
    study: StudyDetail,
    deduplicated: Type.Boolean({ description: "Whether you had the same already." }),
  },
  { title: "StudyAccepted" },
);
export type StudyAccepted = Static<typeof StudyAccepted>;

/** What a study would be. */
export const StudyEstimate = Type.Object(
  {
    rows: Nullable(Type.Integer({ description: "null: not known before it is run." })),
    leftOut: Count,
    runs: Type.Integer({ description: "of the whole time, about" }),
    bars: Nullable(Type.Integer({ description: "of each row" })),
    estimatedMs: Nullable(
      Type.Number({ description: "when all processes of the server work on it" }),
    ),
    columns: Type.Array(StudyColumnSchema),
  },
  { title: "StudyEstimate" },
);
export type StudyEstimate = Static<typeof StudyEstimate>;

export const StudiesPage = Page(Study);
export type StudiesPage = Static<typeof StudiesPage>;

export const ListStudiesQuery = Type.Object(
  {
    ...PageQuery,
    kind: Type.Optional(Kind),
    state: Type.Optional(State),
    starred: Type.Optional(Type.Boolean()),
    text: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        pattern: NO_NUL,
        description: "part of the title, A to Z in either case",
      }),
    ),
  },
  CLOSED,
);
export type ListStudiesQuery = Static<typeof ListStudiesQuery>;

export const PatchStudyBody = Type.Object(
  { title: Type.Optional(Title), starred: Type.Optional(Type.Boolean()) },
  { ...CLOSED, minProperties: 1 },
);
export type PatchStudyBody = Static<typeof PatchStudyBody>;

export const StudyRowsQuery = Type.Object(
  {
    columns: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 4000,
        pattern: NO_NUL,
        description: "Names of columns, with commas between them; default: all.",
      }),
    ),
    sort: Type.String({
      default: "index",
      maxLength: 200,
      pattern: NO_NUL,
      description: "`index`, or a parameter or metric that is a number.",
    }),
    order: Type.Enum(["asc", "desc"] as const, { type: "string", default: "asc" }),
    from: Type.Integer({
      minimum: 0,
      maximum: 2 ** 31,
      default: 0,
      description: "The first row by number when sorted by it, else how many to leave out.",
    }),
    limit: Type.Integer({ minimum: 1, maximum: ROWS_LIMIT, default: 1000 }),
  },
  CLOSED,
);
export type StudyRowsQuery = Static<typeof StudyRowsQuery>;

/** Rows as columns. */
export const StudyRowsAnswer = Type.Object(
  {
    done: Count,
    total: Nullable(Count),
    columns: Type.Array(StudyColumnSchema),
    index: Type.Array(Count, { description: "Numbers of the rows." }),
    cells: Type.Array(Type.Array(Cell), { description: "A list a column, a value a row." }),
  },
  { title: "StudyRows" },
);
export type StudyRowsAnswer = Static<typeof StudyRowsAnswer>;
