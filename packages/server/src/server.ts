/** Listens, and closes gracefully: the part of the server that knows the process around it. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import closeWithGrace from "close-with-grace";
import type { FastifyInstance } from "fastify";
import { buildApp } from "./app.js";
import { homePaths } from "./home-paths.js";
import { makeLogger } from "./logger.js";
import { type ServerLock, takeServerLock } from "./server-lock.js";
import type { Settings } from "./settings/settings.js";

/** How long a stop waits for what is going on before it is cut off. */
const STOP_MS = 10_000;

/** A server that listens. */
export interface RunningServer {
  readonly app: FastifyInstance;
  /** base of all addresses, such as `http://127.0.0.1:8000` */
  readonly url: string;
}

/** The built web app that lies beside the server, in a clone or installed; null when there is none. */
export function findWebFolder(): string | null {
  try {
    const manifest = createRequire(import.meta.url).resolve("@perpmill/web/package.json");
    const folder = join(dirname(manifest), "dist");
    return existsSync(join(folder, "index.html")) ? folder : null;
  } catch {
    return null;
  }
}

function urlOf(host: string, port: number, basePath: string): string {
  const shown = host.includes(":") ? `[${host}]` : host;
  return `http://${shown}:${port}${basePath}`;
}

async function listen(app: FastifyInstance, settings: Settings): Promise<string> {
  await app.listen({
    host: settings.host,
    port: settings.port,
    listenTextResolver: (at) => `listening at ${at}`,
  });
  // port 0 was a wish for any: the address says which
  const at = app.server.address();
  const port = typeof at === "object" && at !== null ? at.port : settings.port;
  return urlOf(settings.host, port, settings.basePath);
}

async function startLocked(settings: Settings, lock: ServerLock): Promise<RunningServer> {
  const webFolder = settings.webFolder ?? findWebFolder();
  const app = await buildApp({
    settings: { ...settings, webFolder },
    logger: makeLogger(settings),
  });
  try {
    const url = await listen(app, settings);
    closeWithGrace({ delay: STOP_MS, logger: app.log }, async ({ signal, err }) => {
      if (err !== undefined) app.log.fatal({ err }, "a fault that nobody caught");
      else app.log.info({ signal }, "stopping");
      await app.close();
      lock.release();
    });
    return { app, url };
  } catch (error) {
    await app.close();
    throw error;
  }
}

/**
 * Starts the server; it stops at SIGTERM, SIGINT or a fault nobody caught.
 * @throws UsageError while another server runs on the same data directory; what building the app throws;
 *   EADDRINUSE or EACCES of the address
 */
export async function startServer(settings: Settings): Promise<RunningServer> {
  const lock = takeServerLock(homePaths(settings.home));
  try {
    return await startLocked(settings, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}
