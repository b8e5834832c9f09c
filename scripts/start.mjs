/** `npm start`: installs and builds when needed, then serves Perpmill. Its options are those of `perpmill serve`. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, checkNode, install, ROOT } from "./prepare.mjs";

checkNode();
install("all");
build("app");
// In this process, so that signals reach the server and nobody in between.
process.argv.splice(2, 0, "serve");
await import(pathToFileURL(join(ROOT, "packages/server/bin/perpmill-server.js")).href);
