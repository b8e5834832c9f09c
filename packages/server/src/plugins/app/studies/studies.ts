/** `app.studies`: many runs for one question, shared out among processes. */
import fp from "fastify-plugin";
import type {} from "../../external/database.js";
import { DataSetsRepository } from "../data/data-sets-repository.js";
import type {} from "../events/events.js";
import type {} from "../jobs/job-types.js";
import type {} from "../shards/shards.js";
import type {} from "../strategies/strategies.js";
import { LocalShardQueue } from "./local-shard-queue.js";
import { ShardWork } from "./shard-work.js";
import { StudiesRepository } from "./studies-repository.js";
import { StudiesService } from "./studies-service.js";
import { StudyPublisher, studiesTopic, studyTopic } from "./study-publisher.js";
import { StudyWatch } from "./study-watch.js";

declare module "fastify" {
  interface FastifyInstance {
    studies: StudiesService;
  }
}

/** Newest ones of a snapshot; the rest is in the list. */
const SNAPSHOT_ITEMS = 100;

export const studiesPlugin = fp(
  async (app) => {
    const { clock, db, dialect, events, jobs, log, paths, settings, shards, strategies, topics } =
      app;
    const repository = new StudiesRepository(db);
    const place = { dataSets: new DataSetsRepository(db), home: paths.home, strategies };
    const { cacheLimitBytes, workers } = settings;
    const taskPlaces = { home: paths.home, cacheDir: paths.cache, cacheLimitBytes };
    const publisher = new StudyPublisher(events);
    const watch = new StudyWatch({
      db,
      dialect,
      clock,
      log,
      repository,
      news: publisher,
      onDone: (id) => finish(id),
      onFailed: (id, problem) => service.fail(id, problem),
    });
    const work = new ShardWork(db, clock);
    const onChange = (id: string, position: number) => watch.changed(id, position);
    const local = new LocalShardQueue({
      db,
      jobs,
      work,
      place,
      taskPlaces,
      workers,
      log,
      onChange,
    });
    jobs.define(local);
    shards.queue?.onChange(onChange);
    const queue = shards.queue ?? local;
    const limits = { rows: settings.studyRowLimit, rowsPerUser: settings.studyRowLimitPerUser };
    const parts = { db, dialect, clock, repository, place, queue, limits, workers };
    const service = new StudiesService(parts);
    const finish = (id: string) => service.done(id, "{}");
    service.onChange((change) => publisher.changed(change));
    app.decorate("studies", service);
    topics.define({
      prefix: "study",
      withId: true,
      scope: "runs:read",
      find: async ({ userId }, id) => {
        const row = await repository.get(id);
        return row?.owner_id === userId ? studyTopic(id) : null;
      },
      snapshot: async (reader, id) => ({ study: await service.get(id, reader) }),
    });
    topics.define({
      prefix: "studies",
      withId: false,
      scope: "runs:read",
      find: async ({ userId }) => studiesTopic(userId),
      snapshot: (reader) => service.list({ limit: SNAPSHOT_ITEMS }, reader),
    });
    app.addHook("onReady", async () => {
      for (const id of await service.goOn()) watch.changed(id, 0);
    });
    app.addHook("preClose", async () => {
      local.stop();
      await watch.stop();
    });
  },
  {
    name: "studies",
    fastify: "5.x",
    dependencies: ["database", "events", "jobs", "shards", "strategies"],
  },
);
