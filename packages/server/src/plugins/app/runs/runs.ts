/** `app.runs`: runs, what they gave, their envelopes, and why they filled. */
import { join } from "node:path";
import fp from "fastify-plugin";
import type {} from "../../external/database.js";
import { DataSetsRepository } from "../data/data-sets-repository.js";
import type {} from "../jobs/job-types.js";
import type {} from "../strategies/strategies.js";
import { Envelopes } from "./envelopes.js";
import { FillExplanations } from "./fill-explanations.js";
import { ResultsRepository } from "./results-repository.js";
import { RunJobHandler } from "./run-job.js";
import { RunResults } from "./run-results.js";
import { RunsRepository } from "./runs-repository.js";
import { RunsService } from "./runs-service.js";
import { RunStarter } from "./start-runs.js";
import { TradeFiles } from "./trade-files.js";

export interface Runs {
  readonly service: RunsService;
  readonly results: RunResults;
  readonly envelopes: Envelopes;
  readonly explanations: FillExplanations;
}

declare module "fastify" {
  interface FastifyInstance {
    runs: Runs;
  }
}

export const runsPlugin = fp(
  async (app) => {
    const { clock, db, jobs, paths, pool, settings, strategies } = app;
    const runs = new RunsRepository(db);
    const results = new ResultsRepository(db);
    const pending = await results.deletePending();
    if (pending > 0) app.log.warn({ results: pending }, "removed results that were half written");
    const place = { dataSets: new DataSetsRepository(db), home: paths.home, strategies };
    const { cacheLimitBytes } = settings;
    const taskPlaces = { home: paths.home, cacheDir: paths.cache, cacheLimitBytes };
    const starter = new RunStarter({ db, clock, jobs, runs, place });
    const service = new RunsService({ jobs, runs, starter });
    const files = new TradeFiles({ pool, results, folder: join(paths.temporary, "trades") });
    const envelopes = new Envelopes({ db, clock, jobs, runs, results, place, taskPlaces });
    jobs.define(new RunJobHandler({ clock, runs, results, place, taskPlaces }));
    jobs.define(envelopes);
    app.decorate("runs", {
      service,
      results: new RunResults({ service, results, files, pool, place, taskPlaces }),
      envelopes,
      explanations: new FillExplanations({ service, results, pool, place, taskPlaces }),
    });
  },
  { name: "runs", fastify: "5.x", dependencies: ["database", "jobs", "strategies"] },
);
