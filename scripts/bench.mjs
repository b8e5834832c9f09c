/** `npm run bench`: installs and builds when needed, then measures. */
import { spawnSync } from "node:child_process";
import { build, checkNode, install, ROOT } from "./prepare.mjs";

checkNode();
install("all");
build("all");
const args = ["run", "bench", "-w", "bench", "--", ...process.argv.slice(2)];
const npmCli = process.env.npm_execpath;
const done = npmCli?.endsWith(".js")
  ? spawnSync(process.execPath, [npmCli, ...args], { cwd: ROOT, stdio: "inherit" })
  : spawnSync("npm", args, { cwd: ROOT, stdio: "inherit", shell: process.platform === "win32" });
process.exitCode = done.status ?? 1;
