/** How the server is doing, for people and for what watches over it. */
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { principalOf } from "../../../plugins/app/guard/principal.js";
import { IdParams, problems } from "../../../schemas/parts.js";
import { Health, QueueJobs, Readiness, SystemStatus } from "../../../schemas/system.js";

const tags = ["system"];
const TEXT = "text/plain; version=0.0.4; charset=utf-8";

/** Below `/system/jobs`. */
const jobListRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { jobs } = app.system;

  app.get(
    "",
    {
      config: { access: { role: "viewer", scope: "runs:read" } },
      schema: {
        tags,
        summary: "What of yours waits and runs; of everybody for administrators",
        operationId: "listJobs",
        response: { 200: QueueJobs, ...problems() },
      },
    },
    async (request) => ({ items: await jobs.list(principalOf(request)) }),
  );

  app.post(
    "/:id/cancel",
    {
      config: { access: { role: "user", scope: "runs:write" } },
      schema: {
        tags,
        summary: "Cancel a job of yours; of anybody for administrators",
        operationId: "cancelJob",
        params: IdParams,
        response: { 204: Type.Null(), ...problems(404, 409) },
      },
    },
    async (request, reply) => {
      await jobs.cancel(request.params.id, principalOf(request));
      return reply.code(204).send(null);
    },
  );
};

/** Below `/system`. */
export const systemRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { system } = app;

  app.get(
    "/health",
    {
      config: { access: "public" },
      schema: {
        tags,
        summary: "Whether the server lives",
        operationId: "getHealth",
        response: { 200: Health, ...problems() },
      },
    },
    async () => ({ status: "ok" }) as const,
  );

  app.get(
    "/ready",
    {
      config: { access: "public" },
      schema: {
        tags,
        summary: "Whether the server can serve: 503 when not",
        operationId: "getReadiness",
        response: { ...problems(), 200: Readiness, 503: Readiness },
      },
    },
    async (_, reply) => {
      const readiness = await system.readiness();
      return reply.code(readiness.ready ? 200 : 503).send(readiness);
    },
  );

  app.get(
    "/status",
    {
      config: { access: { role: "viewer", scope: "runs:read" } },
      schema: {
        tags,
        summary: "Version, queue, processes, memory, disk",
        operationId: "getSystemStatus",
        response: { 200: SystemStatus, ...problems() },
      },
    },
    () => system.status(),
  );

  await app.register(jobListRoutes, { prefix: "/jobs" });

  app.get(
    "/metrics",
    {
      config: { access: "docs" },
      schema: {
        tags,
        summary: "Metrics for Prometheus; as JSON for those who ask for it",
        operationId: "getMetrics",
        response: {
          200: {
            description: "Metrics.",
            content: {
              "text/plain": { schema: Type.String() },
              "application/json": {
                schema: Type.Object({
                  success: Type.Literal(true),
                  metrics: Type.Record(Type.String(), Type.Unknown()),
                }),
              },
            },
          },
          ...problems(),
        },
      },
    },
    answerMetrics,
  );
};

async function answerMetrics(request: FastifyRequest, reply: FastifyReply) {
  const { metrics } = request.server.system;
  const accept = request.headers.accept ?? "";
  reply.header("vary", "accept");
  if (!accept.includes("application/json")) return reply.type(TEXT).send(await metrics.text());
  return reply.type("application/json").send({ success: true, metrics: await metrics.json() });
}

/** `/metrics`, where Prometheus looks for them. */
export const metricsRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get("/metrics", { config: { access: "docs" }, schema: { hide: true } }, answerMetrics);
};
