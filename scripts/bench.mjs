/** `npm run bench` and `npm run load`: install and build when needed, then measure. */
import { spawnSync } from "node:child_process";
import { build, checkNode, install, ROOT } from "./prepare.mjs";

checkNode();
install("all");
build("all");
const [first, ...rest] = process.argv.slice(2);
const isLoad = first === "load";
const passed = isLoad ? rest : process.argv.slice(2);
const args = ["run", isLoad ? "load" : "bench", "-w", "bench", "--", ...passed];
const npmCli = process.env.npm_execpath;
const done = npmCli?.endsWith(".js")
  ? spawnSync(process.execPath, [npmCli, ...args], { cwd: ROOT, stdio: "inherit" })
  : spawnSync("npm", args, { cwd: ROOT, stdio: "inherit", shell: process.platform === "win32" });
process.exitCode = done.status ?? 1;
