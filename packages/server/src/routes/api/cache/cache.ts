/** The cache of prepared bars, for administrators. */
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { principalOf } from "../../../plugins/app/guard/principal.js";
import {
  CacheEntries,
  CacheStatus,
  ClearCacheBody,
  ClearedCache,
  RebuiltCache,
  VerifiedCache,
} from "../../../schemas/cache.js";
import { Nullable, PageQuery, problems } from "../../../schemas/parts.js";

const config = { access: { role: "admin", scope: "admin" } } as const;
const tags = ["cache"];

const EntriesQuery = Type.Object(
  {
    ...PageQuery,
    cursor: Type.Optional(Type.String({ pattern: "^[0-9a-f]{32}$" })),
  },
  { additionalProperties: false },
);

export const cacheRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { cacheAdmin } = app;

  app.get(
    "/status",
    {
      config,
      schema: {
        tags,
        summary: "The cache in numbers",
        operationId: "getCacheStatus",
        response: { 200: CacheStatus, ...problems() },
      },
    },
    () => cacheAdmin.status(),
  );

  app.get(
    "/entries",
    {
      config,
      schema: {
        tags,
        summary: "What is prepared, used last first",
        operationId: "listCacheEntries",
        querystring: EntriesQuery,
        response: { 200: CacheEntries, ...problems() },
      },
    },
    ({ query }) => cacheAdmin.entries(query.limit, query.cursor ?? null),
  );

  app.post(
    "/clear",
    {
      config,
      schema: {
        tags,
        summary: "Remove all entries, or those not used for long",
        operationId: "clearCache",
        body: Nullable(ClearCacheBody),
        response: { 200: ClearedCache, ...problems() },
      },
    },
    ({ body }) => cacheAdmin.clear(body ?? {}),
  );

  app.post(
    "/verify",
    {
      config,
      schema: {
        tags,
        summary: "Check every byte of the cache and of its sources",
        operationId: "verifyCache",
        response: { 200: VerifiedCache, ...problems(409) },
      },
    },
    (request) => cacheAdmin.verify(principalOf(request).userId),
  );

  app.post(
    "/rebuild",
    {
      config,
      schema: {
        tags,
        summary: "Make every entry again from its source",
        operationId: "rebuildCache",
        response: { 200: RebuiltCache, ...problems(409) },
      },
    },
    (request) => cacheAdmin.rebuild(principalOf(request).userId),
  );
};
