/** Long work on data: downloads, quality reports, and the jobs of both. */
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { languageOf } from "../../../language.js";
import { principalOf } from "../../../plugins/app/guard/principal.js";
import {
  DataJob,
  DataJobPage,
  DownloadBody,
  ListDataJobsQuery,
  Quality,
  QualityInputs,
} from "../../../schemas/data-jobs.js";
import { IdParams, Nullable, problems } from "../../../schemas/parts.js";

const READ = { access: { role: "viewer", scope: "data:read" } } as const;
const WRITE = { access: { role: "user", scope: "data:write" } } as const;
const tags = ["data"];

export const dataJobsRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { jobs, downloads } = app.data;

  app.post(
    "/downloads",
    {
      config: WRITE,
      schema: {
        tags,
        summary: "Bring data sets up to date with the exchange",
        operationId: "startDownload",
        body: DownloadBody,
        response: { 202: DataJob, ...problems(507) },
      },
    },
    async (request, reply) => {
      const job = await downloads.start(request.body, principalOf(request));
      return reply.code(202).send(job);
    },
  );

  app.get(
    "/jobs",
    {
      config: READ,
      schema: {
        tags,
        summary: "Your imports, downloads and quality reports, newest first",
        operationId: "listDataJobs",
        querystring: ListDataJobsQuery,
        response: { 200: DataJobPage, ...problems() },
      },
    },
    (request) => jobs.list(request.query, principalOf(request)),
  );

  app.get(
    "/jobs/:id",
    {
      config: READ,
      schema: {
        tags,
        summary: "One of them",
        operationId: "getDataJob",
        params: IdParams,
        response: { 200: DataJob, ...problems(404) },
      },
    },
    (request) => jobs.get(request.params.id, principalOf(request)),
  );

  app.post(
    "/jobs/:id/cancel",
    {
      config: WRITE,
      schema: {
        tags,
        summary: "Cancel one that waits or runs",
        operationId: "cancelDataJob",
        params: IdParams,
        response: { 200: DataJob, ...problems(404, 409) },
      },
    },
    (request) => jobs.cancel(request.params.id, principalOf(request)),
  );
};

export const qualityRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { quality } = app.data;

  app.get(
    "/:id/quality",
    {
      config: READ,
      schema: {
        tags,
        summary: "The quality report of a data set, or the job that makes it",
        operationId: "getQuality",
        params: IdParams,
        querystring: QualityInputs,
        response: { 200: Quality, ...problems(404, 409, 422) },
      },
    },
    (request) => quality.find(request.params.id, request.query, principalOf(request)),
  );

  app.post(
    "/:id/quality",
    {
      config: WRITE,
      schema: {
        tags,
        summary: "Make the quality report of a data set",
        operationId: "makeQuality",
        params: IdParams,
        body: Nullable(QualityInputs),
        response: { 200: Quality, 202: Quality, ...problems(404, 409, 422) },
      },
    },
    async (request, reply) => {
      const { params, body } = request;
      const answer = await quality.start(params.id, body ?? {}, principalOf(request));
      return reply.code(answer.report === null ? 202 : 200).send(answer);
    },
  );

  app.get(
    "/:id/quality.svg",
    {
      config: READ,
      schema: {
        tags,
        summary: "The days of a quality report as a calendar",
        operationId: "getQualityCalendar",
        produces: ["image/svg+xml"],
        params: IdParams,
        querystring: QualityInputs,
        response: {
          200: { content: { "image/svg+xml": { schema: Type.String() } } },
          ...problems(404, 409, 422),
        },
      },
    },
    async (request, reply) => {
      const language = languageOf(request.headers["accept-language"]);
      const { params, query } = request;
      const svg = await quality.calendar(params.id, query, language, principalOf(request));
      reply.header(
        "content-security-policy",
        "sandbox; default-src 'none'; style-src 'unsafe-inline'",
      );
      return reply.type("image/svg+xml").send(svg);
    },
  );
};
