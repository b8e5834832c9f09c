/** What is answered about the server itself. */
import { type Static, Type } from "typebox";
import { JOB_KINDS, JOB_LANES } from "../plugins/app/jobs/job-states.js";
import { Id, Nullable, TimeMs } from "./parts.js";
import { Progress } from "./runs.js";

const Count = Type.Integer({ minimum: 0 });
const Bytes = Type.Number({ minimum: 0 });

export const Health = Type.Object({ status: Type.Literal("ok") }, { title: "Health" });

export const Readiness = Type.Object(
  {
    ready: Type.Boolean(),
    checks: Type.Object({
      database: Type.Boolean({ description: "Answers." }),
      dataDirectory: Type.Boolean({ description: "Can be written to." }),
      workers: Type.Boolean({ description: "Take tasks." }),
    }),
  },
  { title: "Readiness" },
);
export type Readiness = Static<typeof Readiness>;

const Worker = Type.Object({
  lane: Type.Enum(JOB_LANES, { type: "string" }),
  state: Type.Enum(["starting", "idle", "busy"] as const, { type: "string" }),
  task: Nullable(Type.String()),
  busyMs: Nullable(Type.Number()),
  memoryBytes: Nullable(Bytes),
  tasks: Count,
});

function old(meaning: string) {
  return { deprecated: true, description: `Of the older system: ${meaning}.` };
}

const OldStatus = {
  success: Type.Literal(true, old("always true")),
  timestamp: Type.String(old("now, ISO 8601")),
  application: Type.Object(
    { name: Type.String(), version: Type.String(), uptime: Type.Number() },
    old("`version`, and `uptimeMs` in seconds"),
  ),
  performance: Type.Object(
    {
      cpu_percent: Type.Number(),
      memory: Type.Object({
        total: Bytes,
        available: Bytes,
        used: Bytes,
        percent: Type.Number(),
      }),
      disk: Type.Object({ total: Bytes, used: Bytes, free: Bytes, percent: Type.Number() }),
    },
    old("of the machine, bytes and percent"),
  ),
};

/** How the server is doing. */
export const SystemStatus = Type.Object(
  {
    version: Type.String(),
    engineVersion: Type.String(),
    nodeVersion: Type.String(),
    database: Type.Enum(["sqlite", "postgres"] as const, { type: "string" }),
    startedMs: TimeMs,
    uptimeMs: Type.Number(),
    queue: Type.Object({ queued: Count, running: Count }),
    workers: Type.Array(Worker),
    sockets: Count,
    memory: Type.Object(
      { rssBytes: Bytes, heapBytes: Bytes, totalBytes: Bytes, freeBytes: Bytes },
      { description: "Of the server's own process, and of the machine." },
    ),
    disk: Type.Object(
      { totalBytes: Bytes, freeBytes: Bytes },
      { description: "Where the data directory is." },
    ),
    ...OldStatus,
  },
  { title: "SystemStatus" },
);
export type SystemStatus = Static<typeof SystemStatus>;

/** A job that waits or runs. */
export const QueueJob = Type.Object(
  {
    id: Id,
    kind: Type.Enum(JOB_KINDS, { type: "string" }),
    lane: Type.Enum(JOB_LANES, { type: "string" }),
    state: Type.Enum(["queued", "running"] as const, { type: "string" }),
    own: Type.Boolean(),
    owner: Type.String({ description: "Name of the user whose job it is." }),
    subjectId: Nullable(Type.String({ description: "Of the run or data set that it is about." })),
    attempt: Count,
    progress: Nullable(Progress),
    createdMs: TimeMs,
    startedMs: Nullable(TimeMs),
  },
  { title: "QueueJob" },
);
export type QueueJob = Static<typeof QueueJob>;

export const QueueJobs = Type.Object({
  items: Type.Array(QueueJob, { description: "At most 200: those that run, then the oldest." }),
});
