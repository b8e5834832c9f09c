/**
 * `npm run dev`: the server on 8000 and the web app on 5173, both reloading when a source changes. Data
 * are kept in .perpmill/dev unless PERPMILL_HOME says otherwise. Options go to `perpmill serve`.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { build, checkNode, install, ROOT } from "./prepare.mjs";

const VITE = "node_modules/vite/bin/vite.js";
const TSC = "node_modules/typescript/bin/tsc";
/** Hosts that Vite hands on as the browser sent them. */
const PAGE_HOSTS = "localhost:5173,127.0.0.1:5173";

checkNode();
install("all");
build("all");

const home = process.env.PERPMILL_HOME ?? join(ROOT, ".perpmill", "dev");
mkdirSync(home, { recursive: true });
const children = [];
let stopping = false;

function stop(exitCode) {
  if (stopping) return;
  stopping = true;
  process.exitCode = exitCode;
  for (const child of children) child.kill("SIGTERM");
}

/** Starts a program of Node, its lines marked by `name`; when it ends, all end. */
function start(name, args, cwd = ROOT) {
  const env = { ...process.env, PERPMILL_HOME: home };
  const child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8");
    let rest = "";
    stream.on("data", (text) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) process.stdout.write(`${name.padEnd(6)} | ${line}\n`);
    });
  }
  child.on("exit", (exitCode) => stop(exitCode ?? 0));
  children.push(child);
}

for (const name of ["engine", "server"]) {
  const project = `packages/${name}/tsconfig.json`;
  start(name, [TSC, "--watch", "--preserveWatchOutput", "-p", project]);
}
const serve = ["packages/server/dist/cli/bin.js", "serve", "--allowed-hosts", PAGE_HOSTS];
start("serve", ["--watch", "--watch-preserve-output", ...serve, ...process.argv.slice(2)]);
if (existsSync(join(ROOT, "packages/web/package.json")) && existsSync(join(ROOT, VITE))) {
  start("web", [join(ROOT, VITE)], join(ROOT, "packages/web"));
} else {
  process.stdout.write("web    | there is no packages/web here: the API alone, on port 8000\n");
}
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => stop(0));
