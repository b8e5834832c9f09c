/**
 * Beside the thread that computes, which may be busy for minutes: writes the process's memory, and the
 * step of a user's code that it is in, to the server ten times a second, and ends the process when nobody reads it any more, so that a server that
 * was killed leaves none behind.
 */
import { writeSync } from "node:fs";
import { workerData } from "node:worker_threads";

/** Opened by the server as a pipe. */
const HEARTBEAT_FD = 4;
const INTERVAL_MS = 100;
/** main.ts writes it; 0: no code of a user runs */
const step = new Int32Array(workerData as SharedArrayBuffer);

setInterval(() => {
  try {
    writeSync(HEARTBEAT_FD, `${process.memoryUsage.rss()} ${Atomics.load(step, 0)}\n`);
  } catch (error) {
    // A full pipe is a server that is busy; a broken one is a server that is gone.
    if ((error as NodeJS.ErrnoException).code === "EAGAIN") return;
    process.kill(process.pid, "SIGKILL");
  }
}, INTERVAL_MS);
