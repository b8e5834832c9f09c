/**
 * `npm run screenshots`: every page of the web app, dark and light, in English and Chinese, wide and on a
 * phone, from a real server with synthetic data, into docs/screenshots. `--only run,market` takes some.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { build, checkNode, install, ROOT } from "./prepare.mjs";

checkNode();
install("all");
build("app");
const args = [
  join(ROOT, "node_modules/tsx/dist/cli.mjs"),
  join(ROOT, "scripts/screenshots/make.ts"),
  ...process.argv.slice(2),
];
process.exitCode = spawnSync(process.execPath, args, { stdio: "inherit" }).status ?? 1;
