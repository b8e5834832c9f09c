/** `/api/v1/strategies`: what users write to be run. */
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { FastifyReply } from "fastify";
import { Type } from "typebox";
import { principalOf } from "../../../plugins/app/guard/principal.js";
import { IdParams, problems } from "../../../schemas/parts.js";
import {
  ChangeStrategyBody,
  ListStrategiesQuery,
  NewStrategyBody,
  SaveStrategyBody,
  StrategyVersionDetail,
  UserStrategyDetail,
  UserStrategyPage,
  VersionParams,
} from "../../../schemas/strategies.js";

const READ = { access: { role: "viewer", scope: "runs:read" } } as const;
const WRITE = { access: { role: "user", scope: "runs:write" } } as const;
const tags = ["strategies"];
const MODULE_TYPE = "application/wasm";
const Module = Type.Unsafe<Uint8Array>({ type: "string", format: "binary" });
const COMPILES =
  "The source is compiled in a process of its own, at most 20 s and 1 GiB; 422 `STRATEGY_INVALID` says line, column and hint of all that is wrong, 429 `STRATEGY_BUSY` that another of yours is being compiled.";

/** Fires when the client has gone before the answer was sent. */
function goneSignal({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController();
  raw.once("close", () => {
    if (!raw.writableFinished) controller.abort();
  });
  return controller.signal;
}

export const strategiesRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { strategies } = app;

  app.get(
    "/",
    {
      config: READ,
      schema: {
        tags,
        summary: "Strategies that you wrote, changed last first",
        operationId: "listStrategies",
        querystring: ListStrategiesQuery,
        response: { 200: UserStrategyPage, ...problems() },
      },
    },
    (request) => strategies.list(request.query, principalOf(request)),
  );

  app.post(
    "/",
    {
      config: WRITE,
      schema: {
        tags,
        summary: "Compile and keep a new strategy",
        description: COMPILES,
        operationId: "createStrategy",
        body: NewStrategyBody,
        response: { 201: UserStrategyDetail, ...problems(409, 413, 422, 507) },
      },
    },
    async (request, reply) => {
      const viewer = principalOf(request);
      const made = await strategies.create(request.body, viewer, goneSignal(reply));
      return reply.code(201).send(made);
    },
  );

  app.get(
    "/:id",
    {
      config: READ,
      schema: {
        tags,
        summary: "A strategy with its source and versions",
        operationId: "getStrategy",
        params: IdParams,
        response: { 200: UserStrategyDetail, ...problems(404) },
      },
    },
    (request) => strategies.get(request.params.id, principalOf(request)),
  );

  app.post(
    "/:id/versions",
    {
      config: WRITE,
      schema: {
        tags,
        summary: "Compile a source and keep it as the newest version",
        description: COMPILES,
        operationId: "saveStrategy",
        params: IdParams,
        body: SaveStrategyBody,
        response: { 200: UserStrategyDetail, ...problems(404, 409, 413, 422, 507) },
      },
    },
    (request, reply) => {
      const { params, body } = request;
      return strategies.save(params.id, body.source, principalOf(request), goneSignal(reply));
    },
  );

  app.get(
    "/:id/versions/:hash",
    {
      config: READ,
      schema: {
        tags,
        summary: "A version with its source",
        operationId: "getStrategyVersion",
        params: VersionParams,
        response: { 200: StrategyVersionDetail, ...problems(404) },
      },
    },
    (request) => {
      const { id, hash } = request.params;
      return strategies.version(id, hash, principalOf(request));
    },
  );

  app.get(
    "/:id/versions/:hash/module",
    {
      config: READ,
      schema: {
        tags,
        summary: "The module of a version: kernel and strategy in one",
        operationId: "getStrategyModule",
        produces: [MODULE_TYPE],
        params: VersionParams,
        response: {
          200: { content: { [MODULE_TYPE]: { schema: Module } } },
          ...problems(404, 422),
        },
      },
    },
    async (request, reply) => {
      const { id, hash } = request.params;
      const module = await strategies.module(id, hash, principalOf(request));
      return reply.type(MODULE_TYPE).send(Buffer.from(module));
    },
  );

  app.patch(
    "/:id",
    {
      config: WRITE,
      schema: {
        tags,
        summary: "Rename a strategy, or go back to one of its versions",
        operationId: "changeStrategy",
        params: IdParams,
        body: ChangeStrategyBody,
        response: { 200: UserStrategyDetail, ...problems(404, 409) },
      },
    },
    (request) => strategies.change(request.params.id, request.body, principalOf(request)),
  );

  app.delete(
    "/:id",
    {
      config: WRITE,
      schema: {
        tags,
        summary: "Remove a strategy and its versions; runs that used one keep its name and hash",
        operationId: "deleteStrategy",
        params: IdParams,
        response: { 204: Type.Null({ description: "Removed." }), ...problems(404, 409) },
      },
    },
    async (request, reply) => {
      await strategies.remove(request.params.id, principalOf(request));
      return reply.code(204).send(null);
    },
  );
};
