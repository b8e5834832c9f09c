/** What studies have found. */
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { FastifyReply } from "fastify";
import { Type } from "typebox";
import { IdParams, problems } from "../../../schemas/parts.js";
import { StudyRowsAnswer, StudyRowsQuery } from "../../../schemas/studies.js";
import { runViewerOf } from "../runs/run-viewer.js";

const READ = { access: { role: "viewer", scope: "runs:read" } } as const;
const tags = ["studies"];
const Document = { schema: Type.Object({}, { additionalProperties: true }) };

/** As bytes: a text would be serialised once more. */
function asJson(reply: FastifyReply, text: string): FastifyReply {
  return reply.type("application/json; charset=utf-8").send(Buffer.from(text));
}

export const studyRowsRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { studies } = app;

  app.get(
    "/:id/rows",
    {
      config: READ,
      schema: {
        tags,
        summary: "Rows of a study as columns, those that are there so far",
        description: "Rows without the value that is sorted by come last, in both directions.",
        operationId: "getStudyRows",
        params: IdParams,
        querystring: StudyRowsQuery,
        response: {
          200: {
            description: "A list a column.",
            content: { "application/json": { schema: StudyRowsAnswer } },
          },
          ...problems(404),
        },
      },
    },
    async (request, reply) => {
      const rows = await studies.rows(request.params.id, request.query, runViewerOf(request));
      return asJson(reply, JSON.stringify(rows));
    },
  );

  app.get(
    "/:id/result",
    {
      config: READ,
      schema: {
        tags,
        summary: "The result of a study that is done; of a sweep without its rows",
        operationId: "getStudyResult",
        params: IdParams,
        response: {
          200: { description: "As its kind has it.", content: { "application/json": Document } },
          ...problems(404, 409),
        },
      },
    },
    async (request, reply) => {
      const text = await studies.document(request.params.id, runViewerOf(request));
      return asJson(reply, text);
    },
  );
};
