#!/usr/bin/env node
/** `perpmill-server`. Here before anything is built: npm links the commands of a workspace when it installs. */
import { existsSync } from "node:fs";
import process from "node:process";

const command = new URL("../dist/cli/bin.js", import.meta.url);
if (existsSync(command)) {
  await import(command.href);
} else {
  process.stderr.write(
    "perpmill-server is not built yet: `npm start` in the repository builds it.\n",
  );
  process.exitCode = 1;
}
