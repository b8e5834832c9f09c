#!/usr/bin/env node
/** `perpmill`: the only file that touches the process. */
import process from "node:process";
import { main } from "./main.js";

const interrupt = new AbortController();

process.on("SIGINT", () => interrupt.abort());
process.on("SIGTERM", () => interrupt.abort());
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
  signal: interrupt.signal,
});
