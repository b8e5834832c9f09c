/** `app.strategies`: what users wrote to be run. */
import fp from "fastify-plugin";
import type {} from "../../external/database.js";
import type {} from "../jobs/job-types.js";
import { Compiler } from "./compiler.js";
import { StrategiesRepository } from "./strategies-repository.js";
import { Strategies } from "./strategies-service.js";

declare module "fastify" {
  interface FastifyInstance {
    strategies: Strategies;
  }
}

export const strategiesPlugin = fp(
  async (app) => {
    const { db, clock, pool, settings } = app;
    const repository = new StrategiesRepository(db);
    const compiler = new Compiler(pool);
    const limitBytes = settings.strategyLimitPerUserBytes;
    app.decorate("strategies", new Strategies({ db, clock, repository, compiler, limitBytes }));
  },
  { name: "strategies", fastify: "5.x", dependencies: ["database", "jobs"] },
);
