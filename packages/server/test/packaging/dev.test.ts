/** `npm run dev`, but for its builds, on a copy of the sources that may be edited. */
import { appendFileSync, cpSync, mkdirSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import { startDev } from "../../../../scripts/dev-processes.mjs";
import { newHome } from "../cli/command.fixture.js";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
const WAIT_MS = 90_000;

/** The repository, its server and web app as copies; everything installed is shared. */
function copyOfSources(): string {
  const root = newHome();
  const copy = (path: string) => {
    const filter = (source: string) => !/[\\/](node_modules|test)$/.test(source);
    cpSync(join(ROOT, path), join(root, path), {
      recursive: true,
      preserveTimestamps: true,
      filter,
    });
  };
  for (const path of ["package.json", "tsconfig.base.json", "packages/server", "packages/web"]) {
    copy(path);
  }
  symlinkSync(join(ROOT, "node_modules"), join(root, "node_modules"));
  for (const name of ["server", "web"]) {
    const folder = join("packages", name, "node_modules");
    mkdirSync(join(ROOT, folder), { recursive: true });
    symlinkSync(join(ROOT, folder), join(root, folder));
  }
  return root;
}

/** Ports that were free a moment ago. */
async function freePorts(count: number): Promise<number[]> {
  const probes = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    probes.map(async (probe) => {
      await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
      const address = probe.address();
      return typeof address === "object" && address !== null ? address.port : 0;
    }),
  );
  for (const probe of probes) probe.close();
  return ports;
}

/** The first value that a look gives; a look that throws gives none. */
async function first<T>(what: string, look: () => Promise<T | null>): Promise<T> {
  const deadline = performance.now() + WAIT_MS;
  let last: unknown = null;
  while (performance.now() < deadline) {
    const value = await look().catch((error: unknown) => {
      last = error;
      return null;
    });
    if (value !== null) return value;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`waited in vain for ${what}`, { cause: last });
}

/** The first message of a socket that is opened for it. */
function firstMessage(url: string, protocols: string[], origin: string): Promise<string> {
  const socket = new WebSocket(url, protocols, { origin });
  return new Promise<string>((resolve, reject) => {
    socket.on("error", reject);
    socket.on("close", () => reject(new Error("closed")));
    socket.on("message", (text) => resolve(String(text)));
  }).finally(() => socket.terminate());
}

test("serves API, WebSocket and page through Vite, and takes up what changes", async () => {
  const root = copyOfSources();
  const [port = 0, webPort = 0] = await freePorts(2);
  const lines: string[] = [];
  const dev = startDev({
    root,
    home: join(root, "home"),
    port,
    webPort,
    compiled: ["server"],
    serveArgs: ["--single-user"],
    write: (line) => lines.push(line),
  });
  onTestFinished(async () => {
    dev.stop(0);
    await dev.ended;
  });
  onTestFinished(({ task }) => {
    if (task.result?.state === "fail") console.error(lines.join("\n"));
  });
  const page = `http://localhost:${webPort}`;
  const answered = (path: string) => async () => {
    const answer = await fetch(page + path);
    return answer.ok ? answer.text() : null;
  };

  expect(await first("the page", answered("/"))).toContain("/@vite/client");
  const health = await first("the server", answered("/api/v1/system/health"));
  expect(JSON.parse(health)).toEqual({ status: "ok" });
  const epoch = async (): Promise<string> => {
    const hello = JSON.parse(await firstMessage(`ws://localhost:${webPort}/ws`, [], page));
    expect(hello.type).toBe("hello");
    return hello.epoch;
  };
  const before = await epoch();

  const client = await first("Vite's client", answered("/@vite/client"));
  const token = /wsToken = "([^"]+)"/.exec(client)?.[1] ?? "";
  await first("the app", answered("/src/main.ts"));
  const hot = new WebSocket(`ws://localhost:${webPort}/?token=${token}`, ["vite-hmr"], {
    origin: page,
  });
  onTestFinished(() => hot.terminate());
  const updates: string[] = [];
  hot.on("message", (text) => updates.push(JSON.parse(String(text)).type));
  await first("Vite's hello", async () => (updates.includes("connected") ? true : null));
  appendFileSync(join(root, "packages/web/src/main.ts"), "\nexport {};\n");
  await first("a reload of the page", async () =>
    updates.includes("full-reload") || updates.includes("update") ? true : null,
  );

  await first("the compiler", async () =>
    lines.some((line) => line.includes("Watching for file changes")) ? true : null,
  );
  appendFileSync(join(root, "packages/server/src/version.ts"), "\nexport const EDITED = true;\n");
  await first("a server that was started again", async () =>
    (await epoch()) === before ? null : true,
  );
}, 300_000);
