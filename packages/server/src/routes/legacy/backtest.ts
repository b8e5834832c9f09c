/** `/api/v1/backtest` of the older system: its names, today's services. */
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { languageOf } from "../../language.js";
import { principalOf } from "../../plugins/app/guard/principal.js";
import {
  OldCacheStatus,
  OldDone,
  OldHistory,
  OldHistoryQuery,
  OldResultAnswer,
  OldRunAnswer,
  OldRunBody,
} from "../../schemas/old-routes.js";
import { IdParams, problems } from "../../schemas/parts.js";
import { runViewerOf } from "../api/runs/run-viewer.js";
import { oldResult, oldResultOf, startBodyOf } from "./old-runs.js";

const READ = { access: { role: "viewer", scope: "runs:read" } } as const;
const WRITE = { access: { role: "user", scope: "runs:write" } } as const;
const ADMIN = { access: { role: "admin", scope: "admin" } } as const;
const common = { tags: ["old"], deprecated: true };
/** The older route answered when the run was done; who waits longer asks for the result by its id. */
const WAIT_MS = 60_000;
const MB = 2 ** 20;
const SECOND_MS = 1000;
const CACHE_FILES = 200;

const MESSAGES = {
  done: { en: "the backtest is done", zh: "回测完成" },
  running: { en: "the backtest goes on", zh: "回测仍在进行" },
  failed: { en: "the backtest failed", zh: "回测失败" },
  deleted: { en: "the result is deleted", zh: "回测结果已删除" },
  cleared: { en: "the cache is empty", zh: "缓存已清空" },
};

function say(request: FastifyRequest, message: keyof typeof MESSAGES): string {
  return MESSAGES[message][languageOf(request.headers["accept-language"])];
}

/** Waits for a run's job, but not for ever. */
async function waitFor(app: FastifyInstance, runId: string, request: FastifyRequest) {
  const { job_id: jobId } = await app.runs.service.visible(runId, principalOf(request));
  if (jobId === null) return;
  const late = AbortSignal.timeout(WAIT_MS);
  await app.jobs.ended(jobId, late).catch((error: unknown) => {
    if (!late.aborted) throw error;
  });
}

const resultRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { service } = app.runs;

  app.get(
    "/results/:id",
    {
      config: READ,
      schema: {
        ...common,
        summary: "A finished run; now GET /runs/{id}",
        operationId: "oldGetResult",
        params: IdParams,
        response: { 200: OldResultAnswer, ...problems(404, 409) },
      },
    },
    async (request) => {
      const result = await oldResult(app, request.params.id, runViewerOf(request));
      return { success: true, result } as const;
    },
  );

  app.delete(
    "/results/:id",
    {
      config: WRITE,
      schema: {
        ...common,
        summary: "Delete a run; now DELETE /runs/{id}",
        operationId: "oldDeleteResult",
        params: IdParams,
        response: { 200: OldDone, ...problems(404, 409) },
      },
    },
    async (request) => {
      await service.remove(request.params.id, runViewerOf(request));
      return { success: true, message: say(request, "deleted") } as const;
    },
  );

  app.get(
    "/history",
    {
      config: READ,
      schema: {
        ...common,
        summary: "Your finished runs, newest first; now GET /runs",
        operationId: "oldHistory",
        querystring: OldHistoryQuery,
        response: { 200: OldHistory, ...problems() },
      },
    },
    async (request) => {
      const viewer = runViewerOf(request);
      const { items } = await service.list(
        {
          sort: "createdMs",
          order: "desc",
          whose: "own",
          state: "done",
          limit: request.query.limit,
        },
        viewer,
      );
      const runs = await Promise.all(items.map(({ id }) => service.get(id, viewer)));
      const history = runs.map(oldResultOf);
      return { success: true, history, count: history.length } as const;
    },
  );
};

const cacheRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    "/cache/status",
    {
      config: ADMIN,
      schema: {
        ...common,
        summary: "The cache; now GET /cache/status and /cache/entries",
        operationId: "oldCacheStatus",
        response: { 200: OldCacheStatus, ...problems() },
      },
    },
    async () => {
      const { entries, bytes } = await app.cacheAdmin.status();
      const { items } = await app.cacheAdmin.entries(CACHE_FILES, null);
      const files = items.map((one) => ({
        name: one.key,
        size_mb: one.bytes / MB,
        modified: one.lastUsedMs / SECOND_MS,
      }));
      const info = { enabled: true, file_count: entries, total_size_mb: bytes / MB, files };
      const cache_status = { enabled: true, cache_dir_exists: true, cache_info: info };
      return { success: true, cache_status } as const;
    },
  );

  app.post(
    "/cache/clear",
    {
      config: ADMIN,
      schema: {
        ...common,
        summary: "Empty the cache; now POST /cache/clear",
        operationId: "oldClearCache",
        response: { 200: OldDone, ...problems() },
      },
    },
    async (request) => {
      await app.cacheAdmin.clear({});
      return { success: true, message: say(request, "cleared") } as const;
    },
  );
};

/** Below `/api/v1/backtest`. */
export const oldBacktestRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { service } = app.runs;
  await app.register(resultRoutes);
  await app.register(cacheRoutes);

  app.post(
    "/run",
    {
      config: WRITE,
      schema: {
        ...common,
        summary: "Run and wait for the result, up to a minute; now POST /runs",
        operationId: "oldRun",
        body: OldRunBody,
        response: { 200: OldRunAnswer, ...problems(404, 409, 413, 422, 507) },
      },
    },
    async (request) => {
      const viewer = runViewerOf(request);
      const body = await startBodyOf(app, request.body, principalOf(request));
      const { run } = await service.start(body, viewer);
      await waitFor(app, run.id, request);
      const { state, error } = await service.get(run.id, viewer);
      const common = { result_id: run.id, result: null, error: null };
      if (state === "done") {
        const result = await oldResult(app, run.id, viewer);
        return { ...common, success: true, message: say(request, "done"), result };
      }
      if (state === "queued" || state === "running") {
        return { ...common, success: true, message: say(request, "running") };
      }
      const reason = error?.message ?? state;
      return { ...common, success: false, message: say(request, "failed"), error: reason };
    },
  );
};
