/** What runs gave: metrics, curve, bars with fills, envelopes, comparisons. */
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { IdParams, problems } from "../../../schemas/parts.js";
import {
  EquityAnswer,
  EquityQuery,
  RunKlines,
  RunKlinesQuery,
  RunMetricsAnswer,
} from "../../../schemas/run-results.js";
import { CompareRunsBody, RunEnvelope, RunsCompared } from "../../../schemas/runs.js";
import { runViewerOf } from "./run-viewer.js";

const READ = { access: { role: "viewer", scope: "runs:read" } } as const;
const WRITE = { access: { role: "user", scope: "runs:write" } } as const;
const tags = ["runs"];

export const runResultsRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { service, results, envelopes } = app.runs;

  app.get(
    "/:id/metrics",
    {
      config: READ,
      schema: {
        tags,
        summary: "Every metric of a finished run, its warnings and what it was computed from",
        operationId: "getRunMetrics",
        params: IdParams,
        response: { 200: RunMetricsAnswer, ...problems(404, 409) },
      },
    },
    (request) => results.metrics(request.params.id, runViewerOf(request)),
  );

  app.get(
    "/:id/equity",
    {
      config: READ,
      schema: {
        tags,
        summary: "The equity curve of a finished run, or of a stretch of it",
        operationId: "getRunEquity",
        params: IdParams,
        querystring: EquityQuery,
        response: { 200: EquityAnswer, ...problems(404, 409) },
      },
    },
    (request) => results.equity(request.params.id, request.query, runViewerOf(request)),
  );

  app.get(
    "/:id/klines",
    {
      config: READ,
      schema: {
        tags,
        summary: "The last bars of a stretch of a finished run, and the fills on them",
        operationId: "getRunKlines",
        params: IdParams,
        querystring: RunKlinesQuery,
        response: { 200: RunKlines, ...problems(404, 409, 422) },
      },
    },
    (request) => results.klines(request.params.id, request.query, runViewerOf(request)),
  );

  app.get(
    "/:id/envelope",
    {
      config: READ,
      schema: {
        tags,
        summary: "The run under every path model, fill rule and participation cap",
        operationId: "getRunEnvelope",
        params: IdParams,
        response: { 200: RunEnvelope, ...problems(404) },
      },
    },
    async (request) => {
      const viewer = runViewerOf(request);
      return envelopes.get(await service.visible(request.params.id, viewer), viewer);
    },
  );

  app.post(
    "/:id/envelope",
    {
      config: WRITE,
      schema: {
        tags,
        summary: "Compute the envelope of a run, unless it is there",
        operationId: "startRunEnvelope",
        params: IdParams,
        response: { 200: RunEnvelope, 202: RunEnvelope, ...problems(404, 409, 422, 507) },
      },
    },
    async (request, reply) => {
      const viewer = runViewerOf(request);
      const run = await service.visible(request.params.id, viewer);
      const working = await envelopes.start(run, viewer);
      return reply.code(working ? 202 : 200).send(await envelopes.get(run, viewer));
    },
  );

  app.post(
    "/compare",
    {
      config: { access: { role: "viewer", scope: "runs:read" } },
      schema: {
        tags,
        summary: "Finished runs side by side",
        operationId: "compareRuns",
        body: CompareRunsBody,
        response: { 200: RunsCompared, ...problems(404, 409, 413) },
      },
    },
    (request) => results.compare(request.body, runViewerOf(request)),
  );
};
