/** Pools of real processes, and of ones that go wrong. */
import Fastify from "fastify";
import { onTestFinished } from "vitest";
import { ProcessPool } from "../../src/plugins/app/jobs/process-pool.js";
import { DEFAULT_SETTINGS, type Settings } from "../../src/settings/settings.js";
import type { ExportTask } from "../../src/workers/protocol.js";

/** Says nothing. */
export const quietLog = Fastify().log;

type PoolSettings = Pick<
  Settings,
  "workers" | "transferWorkers" | "workerMemoryMb" | "strategyStepMs"
>;

/** A pool that is closed when the test ends. */
export function poolOf(settings: Partial<PoolSettings> = {}, entry?: URL): ProcessPool {
  const pool = new ProcessPool({
    settings: { ...DEFAULT_SETTINGS, workers: 1, ...settings },
    log: quietLog,
    ...(entry === undefined ? {} : { entry }),
  });
  onTestFinished(() => pool.close());
  return pool;
}

export const FAULTY_ENTRY = new URL("./faulty-worker.fixture.mjs", import.meta.url);

export type Fault =
  | "exit"
  | "loop"
  | "heap"
  | "buffers"
  | "throw"
  | "deaf"
  | "environment"
  | "done";

/** A task that the faulty process goes wrong at. */
export function fault(out: Fault): ExportTask {
  return { kind: "export", pieces: [], format: "csv", out };
}

/** Whether a process is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Waits until something holds. Throws after `withinMs` */
export async function until(holds: () => boolean, withinMs = 10_000): Promise<void> {
  const endMs = performance.now() + withinMs;
  while (!holds()) {
    if (performance.now() > endMs) throw new Error(`did not come true within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
