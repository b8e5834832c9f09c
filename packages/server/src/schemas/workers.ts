/** Who takes shards, and what they fetch. */
import { type Static, Type } from "typebox";
import { Nullable, TimeMs } from "./parts.js";

const Count = Type.Integer({ minimum: 0 });
const Sha256 = Type.String({ pattern: "^[0-9a-f]{64}$", description: "SHA-256, hex." });

/** Path parameters of what is named by its hash. */
export const HashParams = Type.Object({ hash: Sha256 });
export const FileParams = Type.Object({
  hash: Sha256,
  position: Type.Integer({ minimum: 0, maximum: 100_000, description: "Of the file, from 0." }),
});

/** Somebody who takes shards. */
export const ShardWorker = Type.Object(
  {
    id: Type.String(),
    name: Type.String({ description: "As its operator calls it, or its machine." }),
    version: Type.String({ description: "Of its engine." }),
    state: Type.Enum(["working", "leaving", "silent"] as const, {
      type: "string",
      description: "`silent`: nothing was heard of it for a while; others do its shards.",
    }),
    places: Type.Integer({ minimum: 0, description: "Shards that it can work on at once." }),
    busy: Type.Integer({ minimum: 0, description: "Shards that it works on." }),
    shardsDone: Count,
    rowsDone: Count,
    rowsPerSecond: Type.Number({ minimum: 0, description: "Over the last minute." }),
    startedMs: TimeMs,
    heartbeatMs: TimeMs,
    silentMs: Type.Number({ minimum: 0, description: "Since it was last heard of." }),
  },
  { title: "ShardWorker" },
);
export type ShardWorker = Static<typeof ShardWorker>;

export const ShardWorkers = Type.Object(
  {
    queue: Nullable(
      Type.Object({
        store: Type.Enum(["postgres", "redis"] as const, { type: "string" }),
        waiting: Type.Integer({ minimum: 0, description: "Shards that nobody has taken." }),
      }),
    ),
    items: Type.Array(ShardWorker),
  },
  {
    title: "ShardWorkers",
    description: "On SQLite there is no queue for other machines, and nobody in the list.",
  },
);
export type ShardWorkers = Static<typeof ShardWorkers>;

/** What a data set is made of. */
export const DataManifest = Type.Object(
  {
    contentHash: Sha256,
    kind: Type.String(),
    symbol: Nullable(Type.String()),
    files: Type.Array(
      Type.Object({
        name: Type.String(),
        bytes: Type.Number({ minimum: 0 }),
        sha256: Sha256,
      }),
      { description: "In reading order." },
    ),
    options: Type.Object({}, { additionalProperties: true, description: "How they are read." }),
  },
  { title: "DataManifest" },
);
export type DataManifest = Static<typeof DataManifest>;

/** What a worker must be to be of use. */
export const WorkerTerms = Type.Object(
  {
    engineVersion: Type.String(),
    kernelSha256: Sha256,
    queue: Nullable(Type.String({ description: "Where shards wait; null: on SQLite nowhere." })),
  },
  { title: "WorkerTerms" },
);
export type WorkerTerms = Static<typeof WorkerTerms>;
