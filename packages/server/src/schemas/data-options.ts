/** Words about data sets that several schemas need: kinds, names, and how files are read. */
import {
  BAR_FORMATS,
  type DataKind,
  type DownloadKind,
  type FillRule,
  type Market,
} from "@perpmill/engine";
import { Type } from "typebox";

const DATA_KINDS = [
  "last",
  "mark",
  "index",
  "premium",
  "funding",
  "trades",
] as const satisfies readonly DataKind[];
const DOWNLOAD_KINDS = [
  "klines",
  "mark",
  "index",
  "premium",
  "funding",
  "trades",
] as const satisfies readonly DownloadKind[];
const FILLS = ["none", "flat", "dropDay"] as const satisfies readonly FillRule[];
const MARKETS = ["um", "cm", "spot"] as const satisfies readonly Market[];

/** What the rows of a data set are. */
export const DataKindName = Type.Enum(DATA_KINDS, {
  type: "string",
  description: "`last`: bars of traded prices, what runs are made on.",
});

/** What can be downloaded. */
export const DownloadKindName = Type.Enum(DOWNLOAD_KINDS, { type: "string" });

/** Markets of the exchange that can be downloaded from. */
export const ExchangeMarket = Type.Enum(MARKETS, { type: "string", default: "um" });

export const DataSetName = Type.String({
  minLength: 1,
  maxLength: 120,
  pattern: "^\\P{Cc}*$",
  description: "For people; need not be unique.",
});

export const MarketName = Type.String({
  maxLength: 40,
  pattern: "^([a-z0-9][a-z0-9-]*)?$",
  description: "`um`, `cm`, `spot`, or of another venue `okx-um`; empty where it is not known.",
});

export const SymbolName = Type.String({
  minLength: 2,
  maxLength: 40,
  pattern: "^[\\p{Lu}\\p{Lo}\\p{N}][\\p{Lu}\\p{Lo}\\p{N}_-]*$",
  description: "In capitals, as the exchange writes it: `ETHUSDT`.",
});

const interval = {
  pattern: "^[1-9][0-9]{0,4}(ms|[smhdw])$",
  description: "A number and its unit: `1m`, `4h`, `1d`, `1w`.",
};

/** A length of bars, such as `5m`. */
export const IntervalName = Type.String(interval);

/** The length of bars that are downloaded. */
export const DownloadInterval = Type.String({ ...interval, default: "1m" });

/** How the files of a data set are read; what is left out is told by their content. */
export const ReadOptionProperties = {
  format: Type.Optional(
    Type.Enum(BAR_FORMATS, { type: "string", description: "Default: as the content says." }),
  ),
  table: Type.Optional(
    Type.String({ minLength: 1, maxLength: 200, description: "Which table of an HDF5 file." }),
  ),
  fill: Type.Optional(
    Type.Enum(FILLS, {
      type: "string",
      description: "What is done about missing bars; default: they stay missing.",
    }),
  ),
  onBadRow: Type.Optional(
    Type.Enum(["error", "skip"] as const, {
      type: "string",
      description: "`skip`: bad rows are left out and counted; default: the first is an error.",
    }),
  ),
  priceDecimals: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 22, description: "Rounds prices; default: as they are." }),
  ),
  intervalMs: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 31 * 86_400_000,
      description: "Length of a bar; default: as the rows tell. Trades become bars of it.",
    }),
  ),
  symbol: Type.Optional(SymbolName),
};

/** What is said of files that are to become a data set. */
export const IntakeProperties = {
  name: Type.Optional(DataSetName),
  kind: Type.Optional(DataKindName),
  market: Type.Optional(MarketName),
  shared: Type.Optional(Type.Boolean({ description: "Everybody may use it; default false." })),
  ...ReadOptionProperties,
};

/** Query parameters of an upload. */
export const UploadQuery = Type.Object(
  {
    id: Type.Optional(
      Type.String({
        format: "uuid",
        description: "A new UUID of yours, to follow the upload under `data:<id>` from its start.",
      }),
    ),
    ...IntakeProperties,
  },
  { additionalProperties: false },
);
