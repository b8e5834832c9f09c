/** `app.studies`: many runs for one question, shared out among processes. */
import type { StudyStage } from "@perpmill/engine";
import fp from "fastify-plugin";
import type {} from "../../external/database.js";
import { DataSetsRepository } from "../data/data-sets-repository.js";
import type {} from "../events/events.js";
import type {} from "../jobs/job-types.js";
import type {} from "../shards/shards.js";
import type {} from "../strategies/strategies.js";
import { FinishWork } from "./finish-work.js";
import { LocalShardQueue } from "./local-shard-queue.js";
import { isCut } from "./plan-study.js";
import { RowsWork } from "./rows-work.js";
import { ShardWork } from "./shard-work.js";
import { StudyStarter } from "./start-studies.js";
import { StudiesRepository } from "./studies-repository.js";
import { StudiesService } from "./studies-service.js";
import { StudyFiles } from "./study-files.js";
import { StudyJobs } from "./study-job.js";
import { StudyPlans } from "./study-plans.js";
import { StudyPublisher, studiesTopic, studyTopic } from "./study-publisher.js";
import { StudyWatch } from "./study-watch.js";
import { WholeWork } from "./whole-work.js";

declare module "fastify" {
  interface FastifyInstance {
    studies: StudiesService;
  }
}

/** Newest ones of a snapshot; the rest is in the list. */
const SNAPSHOT_ITEMS = 100;

export const studiesPlugin = fp(
  async (app) => {
    const { clock, db, dialect, events, jobs, log, paths, pool } = app;
    const { settings, shards, strategies, topics } = app;
    const repository = new StudiesRepository(db);
    const place = { dataSets: new DataSetsRepository(db), home: paths.home, strategies };
    const { cacheLimitBytes, workers } = settings;
    const taskPlaces = { home: paths.home, cacheDir: paths.cache, cacheLimitBytes };
    const publisher = new StudyPublisher(events);
    const watch = new StudyWatch({
      db,
      clock,
      log,
      repository,
      news: publisher,
      onDone: (id) => finish(id),
      onFailed: (id, problem) => service.fail(id, problem),
    });
    const onChange = (id: string, position: number) => watch.changed(id, position);
    const local: LocalShardQueue = new LocalShardQueue({
      db,
      jobs,
      workers,
      log,
      onChange,
      onFinished: (id, problem) =>
        problem === null ? service.done(id) : service.fail(id, problem),
    });
    const plans = new StudyPlans(db);
    const work = new ShardWork(db, clock, plans);
    const common = { db, work, place, taskPlaces, repository, plans, onChange };
    const onStage = (id: string, stage: StudyStage) => watch.stage(id, stage);
    jobs.define(
      new StudyJobs({
        rows: new RowsWork(common),
        whole: new WholeWork({ ...common, clock, threads: workers, onStage }),
        finish: new FinishWork({ ...common, folder: paths.temporary }),
      }),
    );
    shards.queue?.onChange(onChange);
    const queues = { cut: shards.queue ?? local, whole: local };
    const limits = { rows: settings.studyRowLimit, rowsPerUser: settings.studyRowLimitPerUser };
    const files = new StudyFiles({ db, pool, folder: paths.temporary });
    const starter = new StudyStarter({ db, clock, repository, place, limits });
    const parts = { db, dialect, clock, repository, starter, queues, files, workers };
    const service: StudiesService = new StudiesService(parts);
    /** All rows are there: what belongs to them all follows, unless it came with them. */
    async function finish(id: string): Promise<void> {
      const row = await repository.get(id);
      if (row === null) return;
      if (row.document !== null) await service.done(id);
      else if (isCut(row)) await local.finish(row);
    }
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
