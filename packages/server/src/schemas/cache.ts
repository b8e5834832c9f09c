/** What is sent and answered about the cache of prepared bars. */
import { type Static, Type } from "typebox";
import { Nullable, TimeMs } from "./parts.js";

const Count = Type.Integer({ minimum: 0 });
const STATES = ["whole", "damaged", "outdated"] as const;
const SOURCE_STATES = ["same", "changed", "gone", "wrong"] as const;
const Names = Type.Array(Type.String(), { description: "Names of files, without their folders." });

/** The cache in numbers. */
export const CacheStatus = Type.Object(
  {
    entries: Count,
    bytes: Count,
    limitBytes: Nullable(Count),
    hits: Count,
    misses: Count,
    damaged: Count,
  },
  { title: "CacheStatus" },
);
export type CacheStatus = Static<typeof CacheStatus>;

export const CacheEntries = Type.Object({
  items: Type.Array(
    Type.Object({
      key: Type.String(),
      bytes: Count,
      state: Type.Enum(STATES, { type: "string" }),
      reason: Nullable(Type.String()),
      files: Names,
      symbol: Nullable(Type.String()),
      rows: Nullable(Count),
      intervalMs: Nullable(Count),
      firstMs: Nullable(TimeMs),
      lastMs: Nullable(TimeMs),
      hits: Count,
      misses: Count,
      lastUsedMs: TimeMs,
    }),
  ),
  nextCursor: Nullable(Type.String()),
});
export type CacheEntries = Static<typeof CacheEntries>;

export const ClearCacheBody = Type.Object(
  {
    olderThanMs: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 2 ** 53 - 1, description: "Not used for so long." }),
    ),
    maxBytes: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 2 ** 53 - 1,
        description: "Only the least recently used ones, until so much is left.",
      }),
    ),
  },
  { additionalProperties: false },
);
export type ClearCacheBody = Static<typeof ClearCacheBody>;

export const ClearedCache = Type.Object(
  { entries: Count, bytes: Count },
  { title: "ClearedCache" },
);
export type ClearedCache = Static<typeof ClearedCache>;

export const VerifiedCache = Type.Object(
  {
    entries: Count,
    bad: Type.Array(
      Type.Object({
        key: Type.String(),
        state: Type.Enum(STATES, { type: "string" }),
        reason: Nullable(Type.String()),
      }),
    ),
    sources: Count,
    changed: Type.Array(
      Type.Object({ files: Names, state: Type.Enum(SOURCE_STATES, { type: "string" }) }),
    ),
  },
  { title: "VerifiedCache" },
);
export type VerifiedCache = Static<typeof VerifiedCache>;

export const RebuiltCache = Type.Object(
  {
    entries: Count,
    failed: Type.Array(Type.Object({ key: Type.String(), files: Names, reason: Type.String() })),
  },
  { title: "RebuiltCache" },
);
export type RebuiltCache = Static<typeof RebuiltCache>;
