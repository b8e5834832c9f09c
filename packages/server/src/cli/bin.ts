#!/usr/bin/env node
/** `perpmill-server`: the only file that hands the process to the command. */
import process from "node:process";
import { main } from "./main.js";

process.exitCode = await main(process.argv.slice(2), {
  env: process.env,
  platform: process.platform,
  cwd: process.cwd(),
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
});
