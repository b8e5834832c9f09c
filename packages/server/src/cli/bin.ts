#!/usr/bin/env node
/** `perpmill-server`: the only file that hands the process to the command. */
import process from "node:process";
import { main } from "./main.js";

for (const stream of [process.stdout, process.stderr]) {
  // A reader that has gone (`perpmill-server … | head`) is not an error.
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

process.exitCode = await main(process.argv.slice(2), {
  env: process.env,
  platform: process.platform,
  cwd: process.cwd(),
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
});
