/** Data sets, their jobs and what is read from them: `app.data`. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type {} from "fastify";
import fp from "fastify-plugin";
import type { SampleBody } from "../../../schemas/data.js";
import type { TaskPlaces } from "../../../workers/protocol.js";
import type {} from "../../external/database.js";
import { ResultsRepository } from "../runs/results-repository.js";
import { cleanUp } from "./clean-up.js";
import { Columns } from "./columns.js";
import { DataJobs } from "./data-jobs.js";
import { DataJobsRepository } from "./data-jobs-repository.js";
import type { ResolvedData } from "./data-set-record.js";
import { DataSets } from "./data-sets.js";
import { DataSetsRepository } from "./data-sets-repository.js";
import { Downloads } from "./downloads.js";
import { ImportFolders } from "./import-folders.js";
import { importHandler } from "./import-job.js";
import { Intake } from "./intake.js";
import { Market } from "./market.js";
import { Quality } from "./quality.js";
import { Quota } from "./quota.js";
import { makeSample } from "./sample.js";
import { type UploadListener, UploadMeter } from "./upload-meter.js";
import type { Viewer } from "./viewer.js";

export interface Data {
  readonly sets: DataSets;
  readonly intake: Intake;
  readonly folders: ImportFolders;
  readonly jobs: DataJobs;
  readonly downloads: Downloads;
  readonly quality: Quality;
  readonly columns: Columns;
  readonly market: Market;
  /** Makes a synthetic data set; its id. */
  sample(body: SampleBody, viewer: Viewer): Promise<string>;
  /** What readers need of a data set. @throws NOT_FOUND; CONFLICT until it is ready */
  resolve(id: string, viewer: Pick<Viewer, "userId">): Promise<ResolvedData>;
  /** Told about uploads, at most ten times a second each */
  onUpload(listener: UploadListener): void;
}

declare module "fastify" {
  interface FastifyInstance {
    data: Data;
  }
}

export const dataPlugin = fp(
  async (app) => {
    const { db, clock, paths, settings, jobs, pool } = app;
    const places: TaskPlaces = {
      home: paths.home,
      cacheDir: paths.cache,
      cacheLimitBytes: settings.cacheLimitBytes,
    };
    const listeners: UploadListener[] = [];
    const uploads = new UploadMeter(clock, (...told) => {
      for (const listener of listeners) listener(...told);
    });
    const repository = new DataSetsRepository(db);
    const jobsRepository = new DataJobsRepository(db);
    const results = new ResultsRepository(db);
    const sets = new DataSets({ db, paths, jobs, repository, results, uploads });
    const quota = new Quota(settings.dataLimitPerUserBytes, repository);
    const intake = new Intake({ db, clock, paths, jobs, repository, uploads, quota });
    const downloads = new Downloads({ clock, paths, settings, jobs, repository, places, quota });
    const quality = new Quality({ clock, jobs, sets, jobsRepository, results, places });
    const columnsFolder = join(paths.temporary, "columns");
    const samples = join(paths.temporary, "samples");
    jobs.define(importHandler(repository, paths.home, places));
    jobs.define(downloads.handler());
    jobs.define(quality.handler());
    app.decorate("data", {
      sets,
      intake,
      folders: new ImportFolders(settings.importFolders),
      jobs: new DataJobs(jobs, jobsRepository),
      downloads,
      quality,
      columns: new Columns({ pool, places, folder: columnsFolder }),
      market: new Market({ sets, repository, pool, places, home: paths.home }),
      sample: (body, viewer) => makeSample({ pool, intake, folder: samples }, body, viewer),
      resolve: (id, viewer) => sets.resolve(id, viewer),
      onUpload: (listener) => void listeners.push(listener),
    });
    app.addHook("onReady", async () => {
      await rm(columnsFolder, { recursive: true, force: true });
      await rm(samples, { recursive: true, force: true });
      await cleanUp(repository, paths);
    });
  },
  { name: "data", fastify: "5.x", dependencies: ["database", "jobs"] },
);
