/** A study that is asked for. */
import {
  type InstrumentInput,
  type StudyRequest,
  StudyRequestSchema,
  type TrustStudy,
} from "@perpmill/engine";
import { type Static, Type } from "typebox";
import { Id, Nullable, TimeMs } from "./parts.js";

const CLOSED = { additionalProperties: false };
// PostgreSQL keeps no NUL in a text.
const NO_NUL = "^[^\\u0000]*$";

/** What is asked: of a verdict on the best of a study without its configuration. */
export type StudyAsked =
  | Exclude<StudyRequest, TrustStudy>
  | (Omit<TrustStudy, "config"> & Partial<Pick<TrustStudy, "config">>);

/** By its kind, so that what is wrong is told of that kind alone. */
const Request = Type.Unsafe<StudyAsked>({
  type: "object",
  discriminator: { propertyName: "kind" },
  required: ["kind"],
  oneOf: StudyRequestSchema.anyOf.map((one) =>
    one.properties.kind.const === "trust" ? { ...one, required: ["kind"] } : one,
  ),
});

/** Markets that a verdict may be tried on: all of their data are in memory at once. */
const MARKETS_MAX = 10;

/** Another market that a verdict runs the configuration on. */
export const OtherMarketBody = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 64, pattern: NO_NUL }),
    dataSetId: Id,
    markDataSetId: Type.Optional(Nullable(Id)),
    fundingDataSetId: Type.Optional(Nullable(Id)),
    instrument: Type.Optional(
      Type.Unsafe<string | InstrumentInput>({
        type: ["string", "object"],
        maxLength: 64,
        additionalProperties: true,
        description: "A preset's name, or an instrument; default: the preset of the market's name.",
      }),
    ),
  },
  CLOSED,
);
export type OtherMarketBody = Static<typeof OtherMarketBody>;

export const StartStudyBody = Type.Object(
  {
    request: Request,
    dataSetId: Id,
    markDataSetId: Type.Optional(Nullable(Id)),
    fundingDataSetId: Type.Optional(Nullable(Id)),
    fromMs: Type.Optional(Nullable(TimeMs)),
    toMs: Type.Optional(Nullable(TimeMs)),
    triedStudyId: Type.Optional(
      Nullable({
        ...Id,
        description:
          "Of a verdict: your sweep or search that found the configuration, done. Its trials count as tried; without `request.config` its best is examined.",
      }),
    ),
    walkForwardStudyId: Type.Optional(
      Nullable({
        ...Id,
        description:
          "Of a verdict: your walk-forward of the same strategy, done, by which it judges.",
      }),
    ),
    otherMarkets: Type.Optional(
      Type.Array(OtherMarketBody, {
        maxItems: MARKETS_MAX,
        description: "Of a verdict: other markets that the configuration is run on, too.",
      }),
    ),
    title: Type.Optional(Type.String({ maxLength: 200, pattern: NO_NUL })),
    priority: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 9, description: "Larger goes first among your own." }),
    ),
    force: Type.Optional(
      Type.Boolean({ description: "A new study though you have the same already." }),
    ),
  },
  CLOSED,
);
export type StartStudyBody = Static<typeof StartStudyBody>;

export const StartStudyQuery = Type.Object(
  {
    dryRun: Type.Boolean({
      default: false,
      description: "Only says how many rows there would be and how long they take.",
    }),
  },
  CLOSED,
);
