/** What users leave when they are removed: `app.belongings`. */
import type {} from "fastify";
import fp from "fastify-plugin";
import type {} from "../accounts/accounts.js";
import type {} from "../data/data.js";
import type {} from "../jobs/job-types.js";
import type {} from "../runs/runs.js";
import type {} from "../studies/studies.js";

export interface Belongings {
  /**
   * Removes a user with all that is his, shared or not: studies, runs, data sets and downloads with their files,
   * jobs, keys and log-ins. Results that runs of others have as well stay. From the beginning he is
   * disabled, so that nothing comes after; what fails halfway can be asked for again.
   * @throws ServerError NOT_FOUND; CONFLICT for the last administrator, and while a run of another that
   *   waits or runs needs his data
   */
  removeUser(id: string): Promise<void>;
}

declare module "fastify" {
  interface FastifyInstance {
    belongings: Belongings;
  }
}

export const belongingsPlugin = fp(
  async (app) => {
    const { accounts, data, jobs, runs, studies } = app;
    app.decorate("belongings", {
      async removeUser(id) {
        await accounts.users.change(id, { disabled: true });
        // While nothing is gone yet. Runs that begin after it are found by each data set's own removal.
        await data.sets.checkNotNeeded(id);
        await studies.removeAllOf(id);
        await runs.service.removeAllOf(id);
        await jobs.removeAllOf(id);
        await data.sets.removeAllOf(id);
        await jobs.removeAllOf(id);
        await accounts.users.delete(id);
      },
    });
  },
  {
    name: "belongings",
    fastify: "5.x",
    dependencies: ["accounts", "data", "jobs", "runs", "studies"],
  },
);
