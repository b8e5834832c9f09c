/** Strategies that users write: what is sent and answered. No request holds a module. */
import type { StrategyDescriptor } from "@perpmill/engine";
import { type Static, Type } from "typebox";
import { Id, Page, PageQuery, TimeMs } from "./parts.js";

/** Longest source, bytes of UTF-8. */
export const SOURCE_BYTES = 262_144;

const Hash = Type.String({
  pattern: "^[0-9a-f]{64}$",
  description: "SHA-256 of the source, hex: `strategy.name` of a configuration is `user:<hash>`.",
});
const Name = Type.String({
  minLength: 1,
  maxLength: 64,
  pattern: "^\\S(?:[^\\p{Cc}]*\\S)?$",
  description: "Unique among your own.",
});
const Source = Type.String({
  minLength: 1,
  maxLength: SOURCE_BYTES,
  pattern: "^[^\\u0000]*$",
  description: `AssemblyScript; at most ${SOURCE_BYTES} bytes.`,
});
const Descriptor = Type.Unsafe<StrategyDescriptor>({
  type: "object",
  additionalProperties: true,
  description: "Its parameters with bounds and texts, as of a built-in strategy.",
});
const Bytes = Type.Integer({ minimum: 0, description: "Source and module." });

const members = {
  id: Id,
  name: Name,
  hash: Hash,
  owner: Type.Object({ id: Type.String(), name: Type.String() }),
  own: Type.Boolean({ description: "Whether it is the caller's." }),
  descriptor: Descriptor,
  versionCount: Type.Integer({ minimum: 1 }),
  createdMs: TimeMs,
  updatedMs: TimeMs,
};

/** A strategy in a list, as of the version that is worked on. */
export const UserStrategy = Type.Object(members, { title: "UserStrategy" });
export type UserStrategy = Static<typeof UserStrategy>;

/** What a strategy has been. */
export const StrategyVersion = Type.Object(
  { hash: Hash, bytes: Bytes, createdMs: TimeMs },
  { title: "StrategyVersion" },
);
export type StrategyVersion = Static<typeof StrategyVersion>;

/** A strategy with its source and all that it has been. */
export const UserStrategyDetail = Type.Object(
  {
    ...members,
    source: Type.String(),
    versions: Type.Array(StrategyVersion, { description: "The newest first." }),
  },
  { title: "UserStrategyDetail" },
);
export type UserStrategyDetail = Static<typeof UserStrategyDetail>;

/** One of its versions. */
export const StrategyVersionDetail = Type.Object(
  {
    hash: Hash,
    bytes: Bytes,
    createdMs: TimeMs,
    name: Name,
    source: Type.String(),
    descriptor: Descriptor,
  },
  { title: "StrategyVersionDetail" },
);
export type StrategyVersionDetail = Static<typeof StrategyVersionDetail>;

export const UserStrategyPage = Page(UserStrategy);
export type UserStrategyPage = Static<typeof UserStrategyPage>;

export const ListStrategiesQuery = Type.Object(
  {
    ...PageQuery,
    whose: Type.Enum(["own", "all"] as const, {
      type: "string",
      default: "own",
      description: "`all`: everybody's, for administrators.",
    }),
    hash: Type.Optional(Hash),
  },
  { additionalProperties: false },
);
export type ListStrategiesQuery = Static<typeof ListStrategiesQuery>;

export const NewStrategyBody = Type.Object(
  { name: Name, source: Source },
  { additionalProperties: false },
);
export type NewStrategyBody = Static<typeof NewStrategyBody>;

export const SaveStrategyBody = Type.Object({ source: Source }, { additionalProperties: false });
export type SaveStrategyBody = Static<typeof SaveStrategyBody>;

export const ChangeStrategyBody = Type.Object(
  {
    name: Type.Optional(Name),
    hash: Type.Optional(Hash),
  },
  {
    additionalProperties: false,
    minProperties: 1,
    description: "`hash`: one of its versions, to be worked on again.",
  },
);
export type ChangeStrategyBody = Static<typeof ChangeStrategyBody>;

/** Path parameters of a version. */
export const VersionParams = Type.Object({ id: Id, hash: Hash });
