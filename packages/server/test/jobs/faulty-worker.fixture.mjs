/**
 * A process that goes wrong as it is told: the name of the file that an `export` task asks for says how.
 * It starts and reports its memory as the real one does.
 */
import { Worker } from "node:worker_threads";

const kept = [];

const FAULTS = {
  exit: () => process.exit(3),
  loop: () => {
    for (;;);
  },
  heap: () => {
    for (;;) kept.push(new Array(1000).fill(kept.length));
  },
  buffers: () => {
    setInterval(() => kept.push(Buffer.alloc(8_000_000, 1)), 5);
  },
  throw: () => {
    throw new Error("unforeseen");
  },
  deaf: () => {},
  environment: (id) => {
    const names = Object.keys(process.env).sort().join(",");
    process.send({
      type: "failed",
      id,
      error: {
        code: "CONFLICT",
        message: names,
        field: null,
        hint: null,
        where: {},
        issues: [],
        diagnostics: [],
        stack: null,
      },
    });
  },
  done: (id) => process.send({ type: "done", id, result: { kind: "export", bytes: process.pid } }),
};

process.on("message", (message) => {
  if (message.type === "start") FAULTS[message.task.out](message.id);
});
process.on("disconnect", () => process.exit(0));
new Worker(new URL("../../dist/workers/heartbeat-thread.js", import.meta.url), {
  workerData: new SharedArrayBuffer(4),
}).unref();
process.send({ type: "ready", pid: process.pid });
