/** What `npm run dev` runs side by side: compilers that watch, the server, and Vite. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const VITE = "node_modules/vite/bin/vite.js";
const TSC = "node_modules/typescript/bin/tsc";
const SERVER = "packages/server/dist/cli/bin.js";

/** Lines of a stream, each handed on when it is whole. */
function eachLine(stream, take) {
  let rest = "";
  stream.setEncoding("utf8").on("data", (text) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) take(line);
  });
}

/**
 * Starts all of it; when one of them ends, all end.
 * @param options `root`: of the repository; `home`: data directory; `port` and `webPort`: of server and
 *   page; `compiled`: packages whose sources are compiled as they change; `serveArgs`: more options of
 *   `perpmill serve`; `write`: takes each line of each of them
 * @returns `stop(exitCode)`, and `ended`: the exit code when all are gone
 */
export function startDev({ root, home, port, webPort, compiled, serveArgs, write }) {
  const children = [];
  let exitCode = null;

  function stop(code) {
    if (exitCode !== null) return;
    exitCode = code;
    for (const { child } of children) child.kill("SIGTERM");
  }

  function start(name, args, folder = root) {
    const env = {
      ...process.env,
      PERPMILL_HOME: home,
      PERPMILL_SERVER: `http://127.0.0.1:${port}`,
    };
    const options = { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] };
    const child = spawn(process.execPath, args, options);
    const ended = new Promise((resolve) => child.on("close", resolve));
    child.on("exit", (code) => stop(code ?? 0));
    for (const stream of [child.stdout, child.stderr]) {
      eachLine(stream, (line) => write(`${name.padEnd(6)} | ${line}`));
    }
    children.push({ child, ended });
  }

  for (const name of compiled) {
    const project = `packages/${name}/tsconfig.json`;
    start(name, [TSC, "--watch", "--preserveWatchOutput", "-p", project]);
  }
  // Vite hands on the host that the browser sent.
  const hosts = `localhost:${webPort},127.0.0.1:${webPort}`;
  const serve = [SERVER, "serve", "--port", `${port}`, "--allowed-hosts", hosts, ...serveArgs];
  start("serve", ["--watch", "--watch-preserve-output", ...serve]);
  const web = join(root, "packages/web");
  if (existsSync(join(web, "package.json")) && existsSync(join(root, VITE))) {
    start("web", [join(root, VITE), "--port", `${webPort}`, "--strictPort"], web);
  } else {
    write(`web    | there is no packages/web here: the API alone, on port ${port}`);
  }
  const ended = Promise.all(children.map((one) => one.ended)).then(() => exitCode ?? 0);
  return { stop, ended };
}
