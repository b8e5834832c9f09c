/**
 * A process of the pool: takes one task after another from the server over IPC, and keeps the kernel
 * and data sets warm between them. It holds no secret and opens no database.
 */
import { Worker } from "node:worker_threads";
import type { FromWorker, Task, ToWorker, WorkerOptions } from "./protocol.js";
import { splitResult } from "./result-pieces.js";
import { runTask } from "./run-task.js";
import type { ModuleWatch } from "./task-context.js";
import { toTaskError } from "./task-error.js";
import { taskPaths } from "./task-paths.js";
import { loadCompiler } from "./tasks/compile.js";
import { WarmData } from "./warm-data.js";

/** Steps are counted from 1 again after so many. */
const STEPS = 1_000_000;

const options: WorkerOptions = JSON.parse(process.argv[2] ?? "");
const warm = new WarmData(options.warmBytes);
let current: { readonly id: number; readonly controller: AbortController } | null = null;

/** read by heartbeat-thread.ts while this thread is busy */
const step = new Int32Array(new SharedArrayBuffer(4));
const modules: ModuleWatch = {
  step: () => void Atomics.store(step, 0, (Atomics.load(step, 0) % STEPS) + 1),
  over: () => void Atomics.store(step, 0, 0),
};

function send(message: FromWorker): Promise<void> {
  return new Promise((resolve) => {
    process.send?.(message, undefined, undefined, () => resolve());
  });
}

async function start(id: number, task: Task): Promise<void> {
  const controller = new AbortController();
  current = { id, controller };
  try {
    const result = await runTask(task, {
      signal: controller.signal,
      warm,
      modules,
      tell: (progress) => void send({ type: "progress", id, progress }),
      giveRows: (rows) => send({ type: "rows", id, rows }),
      givePart: (part) => send({ type: "part", id, part }),
      nowMs: () => Date.now(),
      steadyMs: () => performance.now(),
    });
    current = null;
    const { pieces, rest } = splitResult(result);
    // One by one: the server takes other messages, and requests, between them.
    for (const piece of pieces) await send({ type: "piece", id, piece });
    await send({ type: "done", id, result: rest });
  } catch (error) {
    current = null;
    await send({ type: "failed", id, error: toTaskError(error, taskPaths(task)) });
  }
}

process.on("message", (message: ToWorker) => {
  if (message.type === "start") void start(message.id, message.task);
  else if (current?.id === message.id) current.controller.abort();
});
process.on("disconnect", () => process.exit(0));
// Ctrl-C reaches the whole group; the server says when its processes end.
process.on("SIGINT", () => {});
new Worker(new URL("./heartbeat-thread.js", import.meta.url), { workerData: step.buffer }).unref();
if (options.compiles) await loadCompiler();
await send({ type: "ready", pid: process.pid });
