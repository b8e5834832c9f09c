/** `app.jobs` and `app.pool`: the queue and its processes. */
import fp from "fastify-plugin";
import { JobQueue } from "./job-queue.js";
import { ProcessPool } from "./process-pool.js";

export const jobsPlugin = fp(
  async (app) => {
    const { db, settings, clock, log } = app;
    const pool = new ProcessPool({ settings, log });
    const jobs = new JobQueue({ db, pool, settings, clock, log });
    pool.onFree = () => jobs.wake();
    app.decorate("pool", pool);
    app.decorate("jobs", jobs);
    // Every kind is defined by then.
    app.addHook("onReady", () => jobs.start());
    app.addHook("onListen", () => pool.warmUp());
    app.addHook("preClose", () => jobs.stop());
    app.addHook("onClose", () => pool.close());
  },
  { name: "jobs", fastify: "5.x", dependencies: ["database"] },
);
