/** Jobs wait, take turns, end, and are handed on; on both databases. */
import { fork } from "node:child_process";
import { hostname } from "node:os";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import type { JobState } from "../../src/plugins/app/jobs/job-states.js";
import { describeDatabases } from "../databases.fixture.js";
import { insertUsers } from "../db/rows.fixture.js";
import { TurnableClock } from "../harness.fixture.js";
import { FAULTY_ENTRY, until } from "./pool.fixture.js";
import { queueOn } from "./queue.fixture.js";

describeDatabases("the queue", (database) => {
  beforeEach(() => insertUsers(database.db, "ann", "bob", "cy"));

  const stateOf = async (id: string): Promise<JobState | undefined> => {
    const query = database.db.selectFrom("jobs").select("state").where("id", "=", id);
    return (await query.executeTakeFirst())?.state;
  };

  test("computes a job and tells of every state", async () => {
    const { jobs, submit, events } = await queueOn(database.db);
    await jobs.start();
    const job = await submit("ann");
    expect(job).toMatchObject({ state: "queued", attempt: 0, lane: "compute", owner_id: "ann" });
    const ended = await jobs.ended(job.id);
    expect(ended).toMatchObject({ state: "done", attempt: 1, error: null, worker_pid: null });
    expect(await jobs.get(job.id)).toEqual(ended);
    expect(events.map((event) => event.job.state)).toEqual(["queued", "running", "done"]);
    expect(await jobs.counts()).toEqual({ queued: 0, running: 0 });
  });

  test("users take turns, larger priority first, then the older", async () => {
    const clock = new TurnableClock();
    const { jobs, submit, begun } = await queueOn(database.db, { clock });
    const names = new Map<string, string>();
    const queue = async (owner: string, name: string, priority = 0): Promise<void> => {
      clock.turn(1);
      names.set((await submit(owner, "done", { priority })).id, name);
    };
    for (const name of ["a1", "a2", "a3", "a4"]) await queue("ann", name);
    await queue("bob", "b1");
    await queue("bob", "b2", 5);
    await queue("cy", "c1");
    await jobs.start();
    await Promise.all([...names.keys()].map((id) => jobs.ended(id)));
    const order = begun.map((id) => names.get(id));
    expect(order).toEqual(["a1", "b2", "c1", "a2", "b1", "a3", "a4"]);
  });

  test("refuses more than a user may have, and more than there may be", async () => {
    const settings = { queueLimitPerUser: 2, queueLimit: 3 };
    const { submit } = await queueOn(database.db, { settings });
    await submit("ann");
    await submit("ann");
    await expect(submit("ann")).rejects.toMatchObject({ code: "QUEUE_FULL" });
    await submit("bob");
    const error = await submit("bob").catch((one) => one);
    expect(error).toMatchObject({ code: "QUEUE_FULL", status: 503 });
    expect(error.retryAfterMs).toBeGreaterThanOrEqual(1000);
  });

  test("a user has no more jobs that run than allowed, whatever is free", async () => {
    const settings = { workers: 3, runningLimitPerUser: 2 };
    const { jobs, submit, begun } = await queueOn(database.db, { settings });
    await jobs.start();
    for (let count = 0; count < 4; count++) await submit("ann", "deaf");
    const other = await submit("bob");
    await jobs.ended(other.id);
    expect(begun).toHaveLength(3);
    expect(await jobs.counts("ann")).toEqual({ queued: 2, running: 2 });
  });

  test("cancels what waits and what runs, not what has ended", async () => {
    const { jobs, submit, begun, finished } = await queueOn(database.db);
    await jobs.start();
    const running = await submit("ann", "deaf");
    const waiting = await submit("ann");
    await until(() => begun.includes(running.id));
    expect(await jobs.cancel(waiting.id)).toBe(true);
    expect(await jobs.cancel(running.id)).toBe(true);
    expect(await jobs.cancel(running.id)).toBe(false);
    expect(await stateOf(running.id)).toBe("cancelled");
    expect(await stateOf(waiting.id)).toBe("cancelled");
    const next = await submit("ann");
    expect((await jobs.ended(next.id)).state).toBe("done");
    expect(await jobs.cancel(next.id)).toBe(false);
    expect(finished).toEqual([next.id]);
  });

  test("cancels at whatever moment between waiting and having ended", async () => {
    const { jobs, submit } = await queueOn(database.db);
    await jobs.start();
    for (let round = 0; round < 20; round++) {
      const { id } = await submit("ann");
      await new Promise((resolve) => setTimeout(resolve, round % 7));
      const cancelled = await jobs.cancel(id);
      expect((await jobs.ended(id)).state).toBe(cancelled ? "cancelled" : "done");
    }
  });

  test("a job of a transaction begins when that is committed, and is nothing when it is not", async () => {
    const { jobs, events, begun } = await queueOn(database.db);
    await jobs.start();
    const job = { kind: "run", ownerId: "ann", payload: "done", subjectId: null } as const;
    const rolledBack = database.db.transaction().execute(async (trx) => {
      await jobs.submit(job, trx);
      throw new Error("rolled back");
    });
    await expect(rolledBack).rejects.toThrow("rolled back");
    const { id } = await database.db.transaction().execute(async (trx) => {
      const made = await jobs.submit(job, trx);
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(begun).toEqual([]);
      return made;
    });
    expect((await jobs.ended(id)).state).toBe("done");
    expect(new Set(events.map((event) => event.job.id))).toEqual(new Set([id]));
    expect(events[0]?.job.state).toBe("queued");
  });

  test("a process that dies fails its job with a problem, and no other", async () => {
    const { jobs, submit } = await queueOn(database.db);
    await jobs.start();
    const lost = await submit("ann", "exit");
    const next = await submit("ann");
    const { state, error } = await jobs.ended(lost.id);
    expect([state, error]).toMatchObject(["failed", { code: "WORKER_LOST", requestId: lost.id }]);
    expect((await jobs.ended(next.id)).state).toBe("done");
  });

  test("a result that cannot be stored fails the job, and nothing of it stays", async () => {
    const { jobs, submit } = await queueOn(database.db, {
      handler: {
        finish: async (_, __, trx) => {
          await trx.updateTable("users").set({ preferences: "half" }).execute();
          throw Object.assign(new Error("disk full"), { code: "SQLITE_FULL" });
        },
      },
    });
    await jobs.start();
    const { state, error } = await jobs.ended((await submit("ann")).id);
    expect([state, error?.code]).toEqual(["failed", "STORAGE_FULL"]);
    const users = await database.db.selectFrom("users").select("preferences").execute();
    expect(users.map(({ preferences }) => preferences)).not.toContain("half");
  });

  test("an end that the database refuses is written down when it takes it again", async () => {
    let refuse = true;
    let refusals = 0;
    const { jobs, submit } = await queueOn(database.db, {
      handler: {
        changed: async (job) => {
          if (!refuse || job.state === "running") return;
          refusals += 1;
          throw new Error("locked");
        },
      },
    });
    await jobs.start();
    const { id } = await submit("ann");
    await until(() => refusals > 1);
    expect(await stateOf(id)).toBe("running");
    refuse = false;
    expect((await jobs.ended(id)).state).toBe("failed");
  });

  test("what is done already needs no process", async () => {
    const { jobs, submit, pool } = await queueOn(database.db, {
      handler: { begin: async () => ({ done: true }) },
    });
    await jobs.start();
    expect((await jobs.ended((await submit("ann")).id)).state).toBe("done");
    expect(pool.status()).toEqual([]);
  });

  test("stopping hands back what runs; the next queue does it once, with its result", async () => {
    const first = await queueOn(database.db);
    await first.jobs.start();
    const running = await first.submit("ann", "deaf");
    const waiting = await first.submit("bob");
    await until(() => first.begun.includes(running.id));
    await first.jobs.stop();
    expect(await stateOf(running.id)).toBe("queued");
    expect(await stateOf(waiting.id)).toBe("queued");
    await expect(first.submit("ann")).rejects.toMatchObject({ code: "NOT_READY" });

    await database.db.updateTable("jobs").set({ payload: '"done"' }).execute();
    const second = await queueOn(database.db);
    await second.jobs.start();
    expect(await second.jobs.ended(running.id)).toMatchObject({ state: "done", attempt: 2 });
    expect(await second.jobs.ended(waiting.id)).toMatchObject({ state: "done", attempt: 1 });
    expect([...first.finished, ...second.finished].sort()).toEqual([running.id, waiting.id].sort());
  });

  describe("what a server that is gone was running", () => {
    const abandoned = async (serverId: string, heartbeatMs: number): Promise<string> => {
      const { submit } = await queueOn(database.db);
      const { id } = await submit("ann");
      await database.db
        .updateTable("jobs")
        .set({ state: "running", attempt: 1, server_id: serverId, heartbeat_ms: heartbeatMs })
        .where("id", "=", id)
        .execute();
      return id;
    };
    const here = (pid: number) => `${encodeURIComponent(hostname())}:${pid}:before`;

    test("is run again when its process has ended, or had our id", async () => {
      const child = fork(FAULTY_ENTRY, { stdio: ["ignore", "ignore", "ignore", "ipc", "ignore"] });
      const gone = child.pid ?? 0;
      await new Promise((resolve) => child.once("exit", resolve).kill("SIGKILL"));
      const ids = [
        await abandoned(here(gone), Date.now()),
        await abandoned(here(process.pid), Date.now()),
      ];
      const { jobs } = await queueOn(database.db);
      await jobs.start();
      for (const id of ids) expect(await jobs.ended(id)).toMatchObject({ attempt: 2 });
    });

    test("is left to it while it lives, and taken over when its heartbeat stops", async () => {
      const clock = new TurnableClock();
      const id = await abandoned("elsewhere:1:x", clock.nowMs());
      const { jobs } = await queueOn(database.db, { clock });
      await jobs.start();
      await new Promise((resolve) => setTimeout(resolve, 1200));
      expect(await stateOf(id)).toBe("running");
      await expect(jobs.cancel(id)).rejects.toMatchObject({ code: "CONFLICT" });
      clock.turn(31_000);
      expect(await jobs.ended(id)).toMatchObject({ state: "done", attempt: 2 });
    });
  });

  test("a clock that jumps changes nothing about jobs that run here", async () => {
    const clock = new TurnableClock();
    const { jobs, submit, begun } = await queueOn(database.db, { clock });
    await jobs.start();
    const job = await submit("ann", "deaf");
    await until(() => begun.includes(job.id));
    for (const jumpMs of [86_400_000, -3 * 86_400_000]) {
      clock.jump(jumpMs);
      await new Promise((resolve) => setTimeout(resolve, 1100));
      expect(await stateOf(job.id)).toBe("running");
    }
    expect(await jobs.cancel(job.id)).toBe(true);
  });

  test("1,000 jobs of 20 users are all done, each once", { timeout: 120_000 }, async () => {
    const owners = Array.from({ length: 20 }, (_, index) => `user${index}`);
    await insertUsers(database.db, ...owners);
    const settings = { workers: 2 };
    const { jobs, submit, begun, finished } = await queueOn(database.db, { settings });
    await jobs.start();
    const ids: string[] = [];
    for (let count = 0; count < 50; count++) {
      for (const owner of owners) ids.push((await submit(owner)).id);
    }
    await Promise.all(ids.map((id) => jobs.ended(id)));
    expect(begun.slice().sort()).toEqual(ids.slice().sort());
    expect(finished.slice().sort()).toEqual(ids.slice().sort());
    const states = await database.db
      .selectFrom("jobs")
      .select(["state", sql<number>`max(attempt)`.as("attempts")])
      .groupBy("state")
      .execute();
    expect(states).toEqual([{ state: "done", attempts: 1 }]);
  });
});
