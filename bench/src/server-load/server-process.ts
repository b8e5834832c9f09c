/** A server in a process of its own, on a fresh data directory. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const COMMAND = new URL("../../../packages/server/bin/perpmill-server.js", import.meta.url);
const START_MS = 60_000;

export interface ServerProcess {
  readonly url: string;
  /** of the set-up, as the terminal shows it */
  readonly token: string;
  /** Ends it and removes its data directory. */
  stop(): Promise<void>;
}

/** Starts a server on any free port of loopback. Throws an Error with what it wrote when it does not start */
export async function startServer(args: readonly string[]): Promise<ServerProcess> {
  const home = mkdtempSync(join(tmpdir(), "perpmill-load-"));
  const child = spawn(
    process.execPath,
    [fileURLToPath(COMMAND), "serve", "--port", "0", "--home", home, ...args],
    { env: { ...process.env, LANG: "C" }, stdio: ["ignore", "ignore", "pipe"] },
  );
  let text = "";
  child.stderr.setEncoding("utf8").on("data", (more: string) => {
    text += more;
  });
  const ended = once(child, "close");
  const stop = async () => {
    child.kill();
    await ended;
    rmSync(home, { recursive: true, force: true });
  };
  const untilMs = performance.now() + START_MS;
  while (child.exitCode === null && performance.now() < untilMs) {
    const url = / at (http:\/\/\S+)/.exec(text)?.[1];
    const token = /^ {4}(\S{20,})$/m.exec(text)?.[1];
    if (url !== undefined && token !== undefined) return { url, token, stop };
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await stop();
  throw new Error(`the server did not start:\n${text}`);
}
