/** `app.upkeep`: retention, leftovers and the planner's statistics, once an hour while a server runs. */
import type {} from "fastify";
import fp from "fastify-plugin";
import {
  applyRetention,
  applyStudyRetention,
  deleteOrphans,
  newestRecordMs,
  type OrphanReport,
  optimize,
} from "../../../db/maintenance.js";
import { ClockWatch } from "./clock-watch.js";

export interface UpkeepReport {
  /** whether the clock could be believed; if not, nothing was deleted */
  readonly trusted: boolean;
  /** runs that retention removed */
  readonly runs: number;
  readonly orphans: OrphanReport;
}

export interface Upkeep {
  /** Does it now. At most one goes on at a time: asked meanwhile, it answers with that one. */
  run(): Promise<UpkeepReport>;
}

declare module "fastify" {
  interface FastifyInstance {
    upkeep: Upkeep;
  }
}

const EVERY_MS = 3_600_000;
const NOTHING: OrphanReport = { results: 0, documents: 0, jobs: 0 };

export const upkeepPlugin = fp(
  async (app) => {
    const { db, dialect, clock, settings, log } = app;
    const watch = new ClockWatch(clock, await newestRecordMs(db));
    let going: Promise<UpkeepReport> | null = null;

    const work = async (): Promise<UpkeepReport> => {
      const { trusted, jumpMs } = watch.look();
      if (jumpMs !== 0) {
        log.warn({ jumpMs }, "the clock jumped, or is far ahead: nothing is deleted for a day");
      }
      if (!trusted) {
        await optimize(db, dialect);
        return { trusted, runs: 0, orphans: NOTHING };
      }
      const nowMs = clock.nowMs();
      const { retentionDays } = settings;
      const runs = retentionDays === null ? 0 : await applyRetention(db, { nowMs, retentionDays });
      if (retentionDays !== null) await applyStudyRetention(db, { nowMs, retentionDays });
      const orphans = await deleteOrphans(db, nowMs);
      await optimize(db, dialect);
      return { trusted, runs, orphans };
    };
    const run = (): Promise<UpkeepReport> => {
      going ??= work().finally(() => {
        going = null;
      });
      return going;
    };
    const runOnTime = (): void => {
      run().then(
        (report) => log.debug(report, "tidied the database"),
        (error: unknown) => log.error({ err: error }, "the database could not be tidied"),
      );
    };

    const timer = setInterval(runOnTime, EVERY_MS);
    timer.unref();
    app.decorate("upkeep", { run });
    app.addHook("onClose", async () => {
      clearInterval(timer);
      // It is awaited, not judged: whoever asked for it has its error.
      await going?.catch(() => undefined);
    });
  },
  { name: "upkeep", fastify: "5.x", dependencies: ["database"] },
);
