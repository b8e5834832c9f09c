/** Processes end in every way; only the task that one had is lost. */
import { getPriority } from "node:os";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FAULTY_ENTRY, fault, isAlive, poolOf, until } from "./pool.fixture.js";
import { makeWorkplace, type Workplace } from "./tasks.fixture.js";

const OWNER = { ownerId: "ann" };
let work: Workplace;

beforeAll(() => {
  work = makeWorkplace();
});
afterAll(() => work.remove());

async function busyPid(pool: ReturnType<typeof poolOf>): Promise<number> {
  await until(() => pool.status().some(({ state }) => state === "busy"));
  await until(() => pool.status().some(({ memoryBytes }) => (memoryBytes ?? 0) > 0));
  return pool.status().find(({ state }) => state === "busy")?.pid ?? 0;
}

describe("a real process", () => {
  test("computes the same run as this one, tells of it, and gives way to others", async () => {
    const pool = poolOf();
    const told: number[] = [];
    const startedMs = performance.now();
    const { result, equity } = await pool.call(work.slowRun, {
      ...OWNER,
      onProgress: ({ done }) => told.push(done),
    });
    const tookMs = performance.now() - startedMs;
    const again = await pool.call({ ...work.slowRun, layer: "lazy" }, OWNER);
    expect(again.result.resultHash).toBe(result.resultHash);
    expect(equity.reduce((sum, { rows }) => sum + rows, 0)).toBe(200_000);
    expect(told.length).toBeGreaterThan(2);
    expect(told.length).toBeLessThan((tookMs / 1000) * 10 + 2);
    const [{ pid, tasks }] = pool.status();
    expect(tasks).toBe(2);
    expect(getPriority(pid)).toBe(10);
  });

  test("that is killed loses its task; the next call gets another", async () => {
    const pool = poolOf();
    const lost = pool.call(work.slowRun, OWNER);
    const pid = await busyPid(pool);
    process.kill(pid, "SIGKILL");
    await expect(lost).rejects.toMatchObject({ code: "WORKER_LOST" });
    const { klines } = await pool.call(work.klines, OWNER);
    expect(klines.close).toHaveLength(100);
    expect(pool.status().map((status) => status.pid)).not.toContain(pid);
  });

  test("ends a run that takes too long", async () => {
    const pool = poolOf();
    await pool.call(work.klines, OWNER);
    const startedMs = performance.now();
    const late = pool.call(work.longEnvelope, { ...OWNER, timeoutMs: 300 });
    await expect(late).rejects.toMatchObject({ code: "WORKER_TIMEOUT" });
    expect(performance.now() - startedMs).toBeLessThan(2000);
  });

  test("is cancelled within 200 ms, and lives on when its task listened", async () => {
    const pool = poolOf();
    const took: number[] = [];
    for (let round = 0; round < 3; round++) {
      const controller = new AbortController();
      let told = false;
      const call = pool.call(work.longEnvelope, {
        ...OWNER,
        signal: controller.signal,
        onProgress: () => {
          told = true;
        },
      });
      call.catch(() => {});
      await until(() => told);
      const startedMs = performance.now();
      controller.abort();
      await expect(call).rejects.toMatchObject({ code: "ABORTED" });
      took.push(performance.now() - startedMs);
    }
    expect(Math.min(...took)).toBeLessThan(200);
    expect(pool.status().map(({ tasks }) => tasks)).toEqual([3]);
  });

  test("that has read the data is preferred, and it reads them once", async () => {
    const pool = poolOf({ workers: 2 });
    await Promise.all([pool.call(work.klines, OWNER), pool.call(work.slowRun, OWNER)]);
    expect(pool.status()).toHaveLength(2);
    for (let round = 0; round < 3; round++) await pool.call(work.klines, OWNER);
    expect(
      pool
        .status()
        .map(({ tasks }) => tasks)
        .sort(),
    ).toEqual([1, 4]);
  });

  test("reports an error of the engine with its code, its hint and no folder of the server", async () => {
    const pool = poolOf();
    const bars = { paths: [`${work.folder}/gone.csv`], options: {}, contentHash: "gone" };
    const error: unknown = await pool.call({ ...work.klines, bars }, OWNER).catch((one) => one);
    expect(error).toMatchObject({ code: "FILE_NOT_FOUND" });
    expect(String(error)).not.toContain(work.folder);
  });
});

describe("a process that", () => {
  test("cannot start is an error of its task, and the server keeps its own priority", async () => {
    const before = getPriority();
    const pool = poolOf({}, new URL("./nothing.mjs", FAULTY_ENTRY));
    await expect(pool.call(fault("done"), OWNER)).rejects.toMatchObject({ code: "WORKER_LOST" });
    expect(getPriority()).toBe(before);
  });

  test("exits is an error of its task alone", async () => {
    const pool = poolOf({}, FAULTY_ENTRY);
    await expect(pool.call(fault("exit"), OWNER)).rejects.toMatchObject({ code: "WORKER_LOST" });
    await expect(pool.call(fault("done"), OWNER)).resolves.toMatchObject({ kind: "export" });
  });

  test("loops for ever is ended when its time is over, while others go on", async () => {
    const pool = poolOf({ workers: 2 }, FAULTY_ENTRY);
    const looping = pool.call(fault("loop"), { ownerId: "bob", timeoutMs: 1500 });
    await expect(pool.call(fault("done"), OWNER)).resolves.toMatchObject({ kind: "export" });
    await expect(looping).rejects.toMatchObject({ code: "WORKER_TIMEOUT" });
  });

  test("fills its heap, or memory outside it, is told apart from one that was lost", async () => {
    const pool = poolOf({ workers: 2, workerMemoryMb: 160 }, FAULTY_ENTRY);
    const memory = { code: "WORKER_MEMORY" };
    await Promise.all([
      expect(pool.call(fault("heap"), OWNER)).rejects.toMatchObject(memory),
      expect(pool.call(fault("buffers"), OWNER)).rejects.toMatchObject(memory),
    ]);
    await expect(pool.call(fault("done"), OWNER)).resolves.toMatchObject({ kind: "export" });
  });

  test("throws where nobody waits for it ends, and its task with it", async () => {
    const pool = poolOf({}, FAULTY_ENTRY);
    await expect(pool.call(fault("throw"), OWNER)).rejects.toMatchObject({ code: "WORKER_LOST" });
  });

  test("does not listen to a cancel is killed within 200 ms, also in an endless loop", async () => {
    const pool = poolOf({}, FAULTY_ENTRY);
    for (const how of ["deaf", "loop"] as const) {
      const controller = new AbortController();
      const call = pool.call(fault(how), { ...OWNER, signal: controller.signal });
      call.catch(() => {});
      const pid = await busyPid(pool);
      const startedMs = performance.now();
      controller.abort();
      await expect(call).rejects.toMatchObject({ code: "ABORTED" });
      expect(performance.now() - startedMs).toBeLessThan(400);
      await until(() => !isAlive(pid));
    }
  });

  test("gets none of the server's secrets", async () => {
    process.env.DATABASE_URL = "postgres://user:secret@localhost/none";
    const pool = poolOf({}, FAULTY_ENTRY);
    const { message } = await pool.call(fault("environment"), OWNER).catch((error) => error);
    delete process.env.DATABASE_URL;
    expect(message.split(",")).toContain("PATH");
    expect(message).not.toMatch(/DATABASE|PERPMILL|VITEST/);
  });
});

describe("calls that wait", () => {
  test("are refused when there are too many of one user, not of others", async () => {
    const pool = poolOf({}, FAULTY_ENTRY);
    const calls = Array.from({ length: 40 }, () => pool.call(fault("deaf"), OWNER));
    const refused = await Promise.race(calls.map((call) => call.catch((error) => error)));
    expect(refused).toMatchObject({ code: "QUEUE_FULL", retryAfterMs: 1000 });
    const other = pool.call(fault("deaf"), { ownerId: "bob" });
    const both = Promise.race([other, new Promise((resolve) => setTimeout(resolve, 100, "waits"))]);
    await expect(both).resolves.toBe("waits");
    await pool.close();
    await expect(other).rejects.toMatchObject({ code: "NOT_READY" });
    await Promise.allSettled(calls);
  });

  test("take turns between users", async () => {
    const pool = poolOf({}, FAULTY_ENTRY);
    const order: string[] = [];
    const call = (ownerId: string) =>
      pool.call(fault("done"), { ownerId }).then(() => order.push(ownerId));
    await Promise.all([
      ...Array.from({ length: 5 }, () => call("ann")),
      ...Array.from({ length: 2 }, () => call("bob")),
    ]);
    expect(order.slice(0, 4).filter((owner) => owner === "bob")).toHaveLength(2);
  });

  test("can be given up before their turn", async () => {
    const pool = poolOf({}, FAULTY_ENTRY);
    pool.call(fault("deaf"), OWNER).catch(() => {});
    const controller = new AbortController();
    const waiting = pool.call(fault("done"), { ...OWNER, signal: controller.signal });
    controller.abort(new Error("given up"));
    await expect(waiting).rejects.toThrow("given up");
  });
});
