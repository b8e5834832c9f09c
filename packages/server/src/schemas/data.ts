/** What is sent and answered about data sets. */
import { type Static, Type } from "typebox";
import {
  DataKindName,
  DataSetName,
  IntakeProperties,
  MarketName,
  ReadOptionProperties,
  SymbolName,
} from "./data-options.js";
import { Id, Nullable, Page, PageQuery, TimeMs } from "./parts.js";
import { Problem } from "./problem.js";

export const DATA_STATES = ["preparing", "ready", "failed"] as const;
export const DATA_ORIGINS = ["upload", "import", "download", "synthetic", "migration"] as const;

const Count = Type.Integer({ minimum: 0 });
const Sha256 = Type.String({ description: "SHA-256, hex." });

/** How far the upload or the job of a data set is. */
export const DataProgress = Type.Object({
  phase: Type.Enum(["uploading", "queued", "reading"] as const, { type: "string" }),
  done: Type.Number({ description: "Bytes." }),
  total: Nullable(Type.Number({ description: "Bytes; null where it is not known." })),
  remainingMs: Nullable(Type.Number()),
});
export type DataProgress = Static<typeof DataProgress>;

const summaryProperties = {
  id: Id,
  name: DataSetName,
  kind: DataKindName,
  market: MarketName,
  symbol: Nullable(Type.String()),
  intervalMs: Nullable(Count),
  state: Type.Enum(DATA_STATES, {
    type: "string",
    description: "`preparing`: being brought or read; `failed`: `error` says why.",
  }),
  origin: Type.Enum(DATA_ORIGINS, { type: "string" }),
  owner: Type.Object({ id: Type.String(), name: Type.String() }),
  own: Type.Boolean({ description: "Whether it is the caller's." }),
  shared: Type.Boolean(),
  fileCount: Count,
  bytes: Count,
  rows: Nullable(Count),
  firstMs: Nullable(TimeMs),
  lastMs: Nullable(TimeMs),
  contentHash: Nullable(
    Type.String({ description: "Equal for equal rows read in the same way; the ETag of columns." }),
  ),
  error: Nullable(Problem),
  createdMs: TimeMs,
};

/** A data set in a list. */
export const DataSetSummary = Type.Object(summaryProperties, { title: "DataSetSummary" });
export type DataSetSummary = Static<typeof DataSetSummary>;

/** What reading the files told. */
export const DataSetFacts = Type.Object({
  rows: Count,
  firstMs: TimeMs,
  lastMs: TimeMs,
  holes: Type.Integer({ minimum: 0, description: "Missing stretches." }),
  skippedRows: Count,
  filledRows: Type.Integer({ description: "Rows that `fill` added; below 0: left out." }),
  priceDecimals: Nullable(Count),
  hasVolume: Nullable(Type.Boolean()),
  md5: Nullable(Type.String({ description: "Of the bytes of all files, hex." })),
});

/** A data set with all that is known of it. */
export const DataSet = Type.Object(
  {
    ...summaryProperties,
    files: Type.Array(Type.Object({ name: Type.String(), bytes: Count, sha256: Sha256 })),
    readOptions: Type.Object(ReadOptionProperties),
    facts: Nullable(DataSetFacts),
    progress: Nullable(DataProgress),
    jobId: Nullable(Id),
  },
  { title: "DataSet" },
);
export type DataSet = Static<typeof DataSet>;

export const DataSetPage = Page(DataSetSummary);

export const ListDataQuery = Type.Object(
  {
    ...PageQuery,
    owner: Type.Enum(["all", "mine", "shared"] as const, {
      type: "string",
      default: "all",
      description: "`shared`: those of others.",
    }),
    kind: Type.Optional(DataKindName),
    symbol: Type.Optional(SymbolName),
    state: Type.Optional(Type.Enum(DATA_STATES, { type: "string" })),
    search: Type.Optional(
      Type.String({
        maxLength: 120,
        pattern: "^\\P{Cc}*$",
        description: "Part of the name or symbol, in any case.",
      }),
    ),
  },
  { additionalProperties: false },
);
export type ListDataQuery = Static<typeof ListDataQuery>;

export const ChangeDataBody = Type.Object(
  {
    name: Type.Optional(DataSetName),
    market: Type.Optional(MarketName),
    shared: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false, minProperties: 1 },
);
export type ChangeDataBody = Static<typeof ChangeDataBody>;

const FolderName = Type.String({ minLength: 1, maxLength: 200 });
const FolderPath = Type.String({
  maxLength: 500,
  description: "Folders below the allowed one, `/` between them; empty: itself.",
});

/** A look into a folder that the operator allows. */
export const ImportListQuery = Type.Object(
  { folder: Type.Optional(FolderName), path: Type.Optional(FolderPath) },
  { additionalProperties: false },
);
export const ImportList = Type.Object({
  folders: Type.Array(Type.String(), { description: "The allowed folders, by name." }),
  folder: Nullable(Type.String()),
  path: Type.String(),
  entries: Type.Array(
    Type.Object({
      name: Type.String(),
      type: Type.Enum(["folder", "file"] as const, { type: "string" }),
      bytes: Nullable(Count),
    }),
  ),
});
export type ImportList = Static<typeof ImportList>;

export const ImportBody = Type.Object(
  {
    folder: FolderName,
    path: Type.String({ maxLength: 500, default: "" }),
    files: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
      minItems: 1,
      maxItems: 500,
      description: "Names of files in it.",
    }),
    ...IntakeProperties,
  },
  { additionalProperties: false },
);
export type ImportBody = Static<typeof ImportBody>;

export const SampleBody = Type.Object(
  {
    seed: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 2 ** 53 - 1, description: "Default 1." }),
    ),
    bars: Type.Optional(
      Type.Integer({ minimum: 100, maximum: 5_256_000, description: "Minutes; default 100000." }),
    ),
    name: Type.Optional(DataSetName),
  },
  { additionalProperties: false },
);
export type SampleBody = Static<typeof SampleBody>;

export const ColumnsQuery = Type.Object(
  { from: Type.Optional(TimeMs), to: Type.Optional(TimeMs) },
  { additionalProperties: false },
);
