/** Data sets: list, look, rename, share, remove. */
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { principalOf } from "../../../plugins/app/guard/principal.js";
import { ChangeDataBody, DataSet, DataSetPage, ListDataQuery } from "../../../schemas/data.js";
import { IdParams, problems } from "../../../schemas/parts.js";

const READ = { access: { role: "viewer", scope: "data:read" } } as const;
const WRITE = { access: { role: "user", scope: "data:write" } } as const;
const tags = ["data"];

export const dataSetsRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { sets } = app.data;

  app.get(
    "/",
    {
      config: READ,
      schema: {
        tags,
        summary: "Data sets that you may see, newest first",
        operationId: "listDataSets",
        querystring: ListDataQuery,
        response: { 200: DataSetPage, ...problems() },
      },
    },
    (request) => sets.list(request.query, principalOf(request)),
  );

  app.get(
    "/:id",
    {
      config: READ,
      schema: {
        tags,
        summary: "One data set with its files, facts and progress",
        operationId: "getDataSet",
        params: IdParams,
        response: { 200: DataSet, ...problems(404) },
      },
    },
    (request) => sets.get(request.params.id, principalOf(request)),
  );

  app.patch(
    "/:id",
    {
      config: WRITE,
      schema: {
        tags,
        summary: "Rename or share a data set",
        operationId: "changeDataSet",
        params: IdParams,
        body: ChangeDataBody,
        response: { 200: DataSet, ...problems(404) },
      },
    },
    (request) => sets.change(request.params.id, request.body, principalOf(request)),
  );

  app.delete(
    "/:id",
    {
      config: WRITE,
      schema: {
        tags,
        summary: "Remove a data set and its files; results of runs stay",
        operationId: "deleteDataSet",
        params: IdParams,
        response: { 204: Type.Null(), ...problems(404, 409) },
      },
    },
    async (request, reply) => {
      await sets.remove(request.params.id, principalOf(request));
      return reply.code(204).send(null);
    },
  );
};
