#!/usr/bin/env node
/** `perpmill`: the only file that touches the process. */
import { spawn } from "node:child_process";
import { constants } from "node:os";
import process from "node:process";
import { main } from "./main.js";

const interrupt = new AbortController();

/** Signals of the terminal reach both; those of others are handed on. */
function runNode(program: string, argv: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [program, ...argv], { stdio: "inherit" });
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) =>
      resolve(code ?? 128 + (constants.signals[signal ?? "SIGTERM"] ?? 15)),
    );
  });
}

/** Asked twice, it does not wait: threads may hold a strategy that never comes back. */
const abort = () => {
  if (interrupt.signal.aborted) process.exit(130);
  interrupt.abort();
};

/** Signals are the system's again while nothing listens to them. */
function endOnInterrupt(): () => void {
  process.off("SIGINT", abort).off("SIGTERM", abort);
  return () => process.on("SIGINT", abort).on("SIGTERM", abort);
}

process.on("SIGINT", abort).on("SIGTERM", abort);
for (const stream of [process.stdout, process.stderr]) {
  // A reader that has gone (`perpmill … | head`) is not an error.
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

process.exitCode = await main(process.argv.slice(2), {
  env: process.env,
  platform: process.platform,
  pid: process.pid,
  cwd: process.cwd(),
  stdout: process.stdout,
  stderr: process.stderr,
  nowMs: () => performance.now(),
  utcMs: () => Date.now(),
  runNode,
  sweepWorker: new URL("./sweep-worker.js", import.meta.url),
  signal: interrupt.signal,
  endOnInterrupt,
});
