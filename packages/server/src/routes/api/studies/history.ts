/** Studies: taken in, listed, changed, cancelled, gone on with, deleted. */
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { IdParams, problems } from "../../../schemas/parts.js";
import { StartStudyBody, StartStudyQuery } from "../../../schemas/start-study.js";
import {
  ListStudiesQuery,
  PatchStudyBody,
  StudiesPage,
  StudyAccepted,
  StudyDetail,
  StudyEstimate,
} from "../../../schemas/studies.js";
import { runViewerOf } from "../runs/run-viewer.js";

const READ = { access: { role: "viewer", scope: "runs:read" } } as const;
const WRITE = { access: { role: "user", scope: "runs:write" } } as const;
const tags = ["studies"];

export const studyHistoryRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { studies } = app;

  app.post(
    "/",
    {
      config: WRITE,
      schema: {
        tags,
        summary: "Begin a study: many runs for one question",
        description:
          "Answers 202 and the study's id; 200 with `deduplicated: true` when you have the same, done or under way, unless `force`; with `dryRun` 200 and what it would be, and nothing is begun.",
        operationId: "startStudy",
        querystring: StartStudyQuery,
        body: StartStudyBody,
        response: {
          200: Type.Union([StudyAccepted, StudyEstimate]),
          202: StudyAccepted,
          ...problems(404, 409, 413, 422, 507),
        },
      },
    },
    async (request, reply) => {
      const viewer = runViewerOf(request);
      if (request.query.dryRun) return studies.estimate(request.body, viewer);
      const accepted = await studies.start(request.body, viewer);
      const { pathname } = new URL(request.url, "http://localhost");
      const collection = `${app.settings.basePath}${pathname.replace(/\/$/, "")}`;
      reply.header("location", `${collection}/${accepted.study.id}`);
      return reply.code(accepted.deduplicated ? 200 : 202).send(accepted);
    },
  );

  app.get(
    "/",
    {
      config: READ,
      schema: {
        tags,
        summary: "Your studies, the newest first",
        operationId: "listStudies",
        querystring: ListStudiesQuery,
        response: { 200: StudiesPage, ...problems() },
      },
    },
    (request) => studies.list(request.query, runViewerOf(request)),
  );

  app.get(
    "/:id",
    {
      config: READ,
      schema: {
        tags,
        summary: "A study, what was asked and how far it is",
        operationId: "getStudy",
        params: IdParams,
        response: { 200: StudyDetail, ...problems(404) },
      },
    },
    (request) => studies.get(request.params.id, runViewerOf(request)),
  );

  app.patch(
    "/:id",
    {
      config: WRITE,
      schema: {
        tags,
        summary: "Change the title or the star",
        operationId: "changeStudy",
        params: IdParams,
        body: PatchStudyBody,
        response: { 200: StudyDetail, ...problems(404, 413) },
      },
    },
    (request) => studies.patch(request.params.id, request.body, runViewerOf(request)),
  );

  app.delete(
    "/:id",
    {
      config: WRITE,
      schema: {
        tags,
        summary: "Delete a study with its rows; one that waits or runs is cancelled",
        operationId: "deleteStudy",
        params: IdParams,
        response: { 204: Type.Null({ description: "Deleted." }), ...problems(404) },
      },
    },
    async (request, reply) => {
      await studies.remove(request.params.id, runViewerOf(request));
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/:id/cancel",
    {
      config: WRITE,
      schema: {
        tags,
        summary: "Cancel a study that waits or runs; its rows stay",
        operationId: "cancelStudy",
        params: IdParams,
        response: { 200: StudyDetail, ...problems(404, 409) },
      },
    },
    (request) => studies.cancel(request.params.id, runViewerOf(request)),
  );

  app.post(
    "/:id/resume",
    {
      config: WRITE,
      schema: {
        tags,
        summary: "Go on with a study that was cancelled or failed",
        description: "Rows that are there are not run again.",
        operationId: "resumeStudy",
        params: IdParams,
        response: { 202: StudyDetail, ...problems(404, 409, 422, 507) },
      },
    },
    async (request, reply) => {
      const study = await studies.resume(request.params.id, runViewerOf(request));
      return reply.code(202).send(study);
    },
  );
};
