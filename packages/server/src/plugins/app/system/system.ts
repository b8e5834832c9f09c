/** How the server is doing: `app.system`. */
import { constants } from "node:fs";
import { access, statfs } from "node:fs/promises";
import { cpus, freemem, loadavg, totalmem } from "node:os";
import { ENGINE_VERSION } from "@perpmill/engine";
import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";
import { sql } from "kysely";
import type { Readiness, SystemStatus } from "../../../schemas/system.js";
import { SERVER_VERSION } from "../../../version.js";
import type {} from "../../external/database.js";
import type {} from "../jobs/job-types.js";
import { JobList } from "./job-list.js";
import { ServerMetrics } from "./server-metrics.js";

export interface System {
  status(): Promise<SystemStatus>;
  /** Whether requests can be served: asks the database and looks at the data directory */
  readiness(): Promise<Readiness>;
  readonly metrics: ServerMetrics;
  readonly jobs: JobList;
}

declare module "fastify" {
  interface FastifyInstance {
    system: System;
  }
}

const SECOND_MS = 1000;

async function succeeds(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}

async function diskOf(folder: string): Promise<{ totalBytes: number; freeBytes: number }> {
  const { blocks, bavail, bsize } = await statfs(folder);
  return { totalBytes: blocks * bsize, freeBytes: bavail * bsize };
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : (100 * part) / whole;
}

function performanceOf(disk: { totalBytes: number; freeBytes: number }) {
  const memory = { total: totalmem(), free: freemem() };
  const usedMemory = memory.total - memory.free;
  const usedDisk = disk.totalBytes - disk.freeBytes;
  return {
    cpu_percent: Math.min(100, percent(loadavg()[0] ?? 0, cpus().length)),
    memory: {
      total: memory.total,
      available: memory.free,
      used: usedMemory,
      percent: percent(usedMemory, memory.total),
    },
    disk: {
      total: disk.totalBytes,
      used: usedDisk,
      free: disk.freeBytes,
      percent: percent(usedDisk, disk.totalBytes),
    },
  };
}

async function statusOf(app: FastifyInstance, startedMs: number): Promise<SystemStatus> {
  const [queue, disk] = await Promise.all([app.jobs.counts(), diskOf(app.paths.home)]);
  const nowMs = app.clock.nowMs();
  // A clock that was set back must not make the server younger than it is.
  const uptimeMs = Math.round(process.uptime() * SECOND_MS);
  const { rss, heapUsed } = process.memoryUsage();
  return {
    version: SERVER_VERSION,
    engineVersion: ENGINE_VERSION,
    nodeVersion: process.versions.node,
    database: app.dialect,
    startedMs,
    uptimeMs,
    queue: { queued: queue.queued, running: queue.running },
    workers: app.pool.status().map(({ pid: _, ...worker }) => worker),
    sockets: app.websocketServer.clients.size,
    memory: {
      rssBytes: rss,
      heapBytes: heapUsed,
      totalBytes: totalmem(),
      freeBytes: freemem(),
    },
    disk,
    success: true,
    timestamp: new Date(nowMs).toISOString(),
    application: { name: "Perpmill", version: SERVER_VERSION, uptime: uptimeMs / SECOND_MS },
    performance: performanceOf(disk),
  };
}

async function readinessOf(app: FastifyInstance, closing: boolean): Promise<Readiness> {
  const [database, dataDirectory] = await Promise.all([
    succeeds(sql`select 1`.execute(app.db)),
    succeeds(access(app.paths.home, constants.W_OK)),
  ]);
  const checks = { database, dataDirectory, workers: !closing };
  return { ready: database && dataDirectory && !closing, checks };
}

export const systemPlugin = fp(
  async (app) => {
    const startedMs = app.clock.nowMs();
    const metrics = new ServerMetrics(app);
    let closing = false;
    app.addHook("preClose", async () => {
      closing = true;
    });
    app.addHook("onResponse", async (request, reply) => {
      if (request.ws) return;
      const { method, routeOptions } = request;
      metrics.count(method, routeOptions.url ?? "none", reply.statusCode, reply.elapsedTime);
    });
    app.addHook("onClose", async () => metrics.close());
    app.decorate("system", {
      status: () => statusOf(app, startedMs),
      readiness: () => readinessOf(app, closing),
      metrics,
      jobs: new JobList(app.db, app.jobs),
    });
  },
  { name: "system", fastify: "5.x", dependencies: ["database", "jobs", "websockets"] },
);
