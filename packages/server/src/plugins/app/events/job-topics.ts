/** Defines the topics that can be read, and publishes what happens to jobs and uploads under them. */
import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";
import { ServerError } from "../../../errors.js";
import type {} from "../accounts/accounts.js";
import type {} from "../data/data.js";
import type {} from "../jobs/job-types.js";
import type {} from "../runs/runs.js";
import type {} from "./events.js";
import { downloadsTopic, JobPublisher, runsTopic } from "./job-publisher.js";

/** Newest ones of a snapshot; the rest is in the lists. */
const SNAPSHOT_ITEMS = 100;
/** The counts of the queue are told no oftener. */
const QUEUE_MS = 100;

/** The name when `look` finds it; null for what the reader cannot see. */
async function seen(name: string, look: Promise<unknown>): Promise<string | null> {
  try {
    await look;
    return name;
  } catch (error) {
    if (error instanceof ServerError && error.code === "NOT_FOUND") return null;
    throw error;
  }
}

function defineRuns({ topics, runs: { service } }: FastifyInstance, jobs: JobPublisher): void {
  topics.define({
    prefix: "run",
    withId: true,
    scope: "runs:read",
    find: (reader, id) => seen(`run:${id}`, service.visible(id, reader)),
    snapshot: async (reader, id) => {
      const run = await service.get(id, reader);
      return { run, progress: jobs.progressOf(id) };
    },
  });
  topics.define({
    prefix: "runs",
    withId: false,
    scope: "runs:read",
    find: async ({ userId }) => runsTopic(userId),
    snapshot: (reader) =>
      service.list(
        { sort: "createdMs", order: "desc", whose: "own", limit: SNAPSHOT_ITEMS },
        reader,
      ),
  });
}

function defineData({ topics, data }: FastifyInstance): void {
  topics.define({
    prefix: "data",
    withId: true,
    scope: "data:read",
    find: (reader, id) => seen(`data:${id}`, data.sets.visible(id, reader)),
    snapshot: (reader, id) => data.sets.get(id, reader),
  });
  topics.define({
    prefix: "downloads",
    withId: false,
    scope: "data:read",
    find: async ({ userId }) => downloadsTopic(userId),
    snapshot: (reader) => data.jobs.list({ kind: "download", limit: SNAPSHOT_ITEMS }, reader),
  });
}

/** Tells how many jobs wait and run, some time after one changed. Returns what ends it */
function tellQueue({ events, jobs, log }: FastifyInstance): { changed(): void; end(): void } {
  let timer: NodeJS.Timeout | null = null;
  async function tell(): Promise<void> {
    timer = null;
    events.publish("queue", "counts", await jobs.counts(), { replaceable: true });
  }
  return {
    changed() {
      timer ??= setTimeout(() => {
        tell().catch((error: unknown) => log.error({ err: error }, "could not count the queue"));
      }, QUEUE_MS);
    },
    end() {
      if (timer !== null) clearTimeout(timer);
    },
  };
}

export const jobTopicsPlugin = fp(
  async (app) => {
    const { topics, events, jobs, data, runs } = app;
    const publisher = new JobPublisher(events);
    const queue = tellQueue(app);
    defineRuns(app, publisher);
    defineData(app);
    topics.define({
      prefix: "queue",
      withId: false,
      scope: "runs:read",
      find: async () => "queue",
      snapshot: () => jobs.counts(),
    });
    const stop = jobs.onEvent((event) => {
      publisher.publish(event);
      if (event.type === "state") queue.changed();
    });
    runs.service.onChange(({ runId, ownerId, kind }) => {
      events.publish(`run:${runId}`, kind, { runId }, { last: kind === "deleted" });
      events.publish(runsTopic(ownerId), kind, { runId });
    });
    data.onUpload((dataSetId, state, ended) => {
      const event = ended ? "uploaded" : "upload";
      events.publish(`data:${dataSetId}`, event, state, { replaceable: true });
    });
    app.addHook("onClose", async () => {
      stop();
      queue.end();
    });
  },
  { name: "job-topics", fastify: "5.x", dependencies: ["events", "jobs", "runs", "data"] },
);
