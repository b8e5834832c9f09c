/** Runs: taken in, listed, changed, cancelled, deleted. */
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { IdParams, Nullable, problems } from "../../../schemas/parts.js";
import {
  DeleteRunsBody,
  ListRunsQuery,
  PatchRunBody,
  RerunBody,
  RunAccepted,
  RunDetail,
  RunsDeleted,
  RunsPage,
  StartRunBody,
} from "../../../schemas/runs.js";
import { runViewerOf } from "./run-viewer.js";

const READ = { access: { role: "viewer", scope: "runs:read" } } as const;
const WRITE = { access: { role: "user", scope: "runs:write" } } as const;
const tags = ["runs"];
const Deleted = Type.Null({ description: "Deleted." });

/** 202 for what was put into the queue, 200 for what was there. */
function accept(request: FastifyRequest, reply: FastifyReply, accepted: RunAccepted): RunAccepted {
  const { pathname } = new URL(request.url, "http://localhost");
  const collection = pathname.replace(/\/runs\/.*$/, "/runs").replace(/\/$/, "");
  reply.code(accepted.deduplicated ? 200 : 202);
  reply.header("location", `${request.server.settings.basePath}${collection}/${accepted.run.id}`);
  return accepted;
}

export const runHistoryRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { service } = app.runs;

  app.post(
    "/",
    {
      config: WRITE,
      schema: {
        tags,
        summary: "Run a configuration on a data set",
        description:
          "Answers 202 and the run's id; 200 with `deduplicated: true` when the same was computed before, unless `force`.",
        operationId: "startRun",
        body: StartRunBody,
        response: { 200: RunAccepted, 202: RunAccepted, ...problems(404, 409, 413, 422, 507) },
      },
    },
    async (request, reply) =>
      accept(request, reply, await service.start(request.body, runViewerOf(request))),
  );

  app.get(
    "/",
    {
      config: READ,
      schema: {
        tags,
        summary: "History: your runs and what is shared, sorted by any metric",
        description: "Runs without the metric come last, in both directions.",
        operationId: "listRuns",
        querystring: ListRunsQuery,
        response: { 200: RunsPage, ...problems() },
      },
    },
    (request) => service.list(request.query, runViewerOf(request)),
  );

  app.delete(
    "/",
    {
      config: WRITE,
      schema: {
        tags,
        summary: "Delete several of your runs",
        operationId: "deleteRuns",
        body: DeleteRunsBody,
        response: { 200: RunsDeleted, ...problems(413) },
      },
    },
    async (request) => ({
      deleted: await service.removeMany(request.body.ids, runViewerOf(request)),
    }),
  );

  app.get(
    "/:id",
    {
      config: READ,
      schema: {
        tags,
        summary: "A run, its configuration and how far it is",
        operationId: "getRun",
        params: IdParams,
        response: { 200: RunDetail, ...problems(404) },
      },
    },
    (request) => service.get(request.params.id, runViewerOf(request)),
  );

  app.patch(
    "/:id",
    {
      config: WRITE,
      schema: {
        tags,
        summary: "Change label, note or star, share it or not",
        operationId: "changeRun",
        params: IdParams,
        body: PatchRunBody,
        response: { 200: RunDetail, ...problems(404, 413) },
      },
    },
    (request) => service.patch(request.params.id, request.body, runViewerOf(request)),
  );

  app.delete(
    "/:id",
    {
      config: WRITE,
      schema: {
        tags,
        summary: "Delete a run; one that waits or runs is cancelled",
        operationId: "deleteRun",
        params: IdParams,
        response: { 204: Deleted, ...problems(404) },
      },
    },
    async (request, reply) => {
      await service.remove(request.params.id, runViewerOf(request));
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/:id/cancel",
    {
      config: WRITE,
      schema: {
        tags,
        summary: "Cancel a run that waits or runs",
        operationId: "cancelRun",
        params: IdParams,
        response: { 200: RunDetail, ...problems(404, 409) },
      },
    },
    (request) => service.cancel(request.params.id, runViewerOf(request)),
  );

  app.post(
    "/:id/rerun",
    {
      config: WRITE,
      schema: {
        tags,
        summary: "Compute the same again, as a new run of yours",
        operationId: "rerunRun",
        params: IdParams,
        body: Nullable(RerunBody),
        response: { 200: RunAccepted, 202: RunAccepted, ...problems(404, 409, 413, 422, 507) },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const accepted = await service.rerun(id, request.body ?? {}, runViewerOf(request));
      return accept(request, reply, accepted);
    },
  );
};
