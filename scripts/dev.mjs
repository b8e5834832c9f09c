/**
 * `npm run dev`: the server on 8000 and the web app on 5173 (`--port`, `--web-port`), both reloading when
 * a source changes. Data are kept in .perpmill/dev unless PERPMILL_HOME says otherwise. Further options
 * go to `perpmill serve`.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { startDev } from "./dev-processes.mjs";
import { build, checkNode, install, ROOT } from "./prepare.mjs";

/** Takes `--name N` or `--name=N` out of the arguments. */
function takePort(args, name, otherwise) {
  const at = args.findIndex((arg) => arg === name || arg.startsWith(`${name}=`));
  if (at < 0) return otherwise;
  const [first, second] = args.splice(at, args[at] === name ? 2 : 1);
  const text = second ?? first.slice(name.length + 1);
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  process.stderr.write(`${name} takes a port from 1 to 65535, not ${JSON.stringify(text)}.\n`);
  process.exit(2);
}

const serveArgs = process.argv.slice(2);
const port = takePort(serveArgs, "--port", 8000);
const webPort = takePort(serveArgs, "--web-port", 5173);
checkNode();
install("all");
build("all");

const home = process.env.PERPMILL_HOME ?? join(ROOT, ".perpmill", "dev");
mkdirSync(home, { recursive: true });
const compiled = ["engine", "server"];
const write = (line) => process.stdout.write(`${line}\n`);
const { stop, ended } = startDev({ root: ROOT, home, port, webPort, compiled, serveArgs, write });
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => stop(0));
process.exitCode = await ended;
