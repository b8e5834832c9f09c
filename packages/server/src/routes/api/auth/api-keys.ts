/** API keys of whoever asks. */
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { AccessRule } from "../../../access.js";
import { principalOf } from "../../../plugins/app/guard/principal.js";
import { ApiKeyList, NewApiKey, NewApiKeyBody } from "../../../schemas/accounts.js";
import { IdParams, problems } from "../../../schemas/parts.js";
import { apiKeyAnswer } from "./answers.js";

const tags = ["accounts"];
const access: AccessRule = { role: "viewer", scope: "account" };

/** Below `/auth/api-keys`. */
export const apiKeyRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    "",
    {
      config: { access },
      schema: {
        tags,
        summary: "Your API keys",
        operationId: "listApiKeys",
        response: { 200: ApiKeyList, ...problems() },
      },
    },
    async (request) => {
      const rows = await app.accounts.apiKeys.list(principalOf(request).userId);
      return { items: rows.map(apiKeyAnswer) };
    },
  );

  app.post(
    "",
    {
      config: { access },
      schema: {
        tags,
        summary: "Make an API key",
        operationId: "createApiKey",
        body: NewApiKeyBody,
        response: { 201: NewApiKey, ...problems(409) },
      },
    },
    async (request, reply) => {
      const { name, scopes, expiresMs = null } = request.body;
      const principal = principalOf(request);
      const { key, row } = await app.accounts.apiKeys.create(principal, {
        name,
        scopes,
        expiresMs,
      });
      reply.header("cache-control", "no-store");
      return reply.code(201).send({ key, apiKey: apiKeyAnswer(row) });
    },
  );

  app.delete(
    "/:id",
    {
      config: { access },
      schema: {
        tags,
        summary: "Revoke an API key",
        operationId: "revokeApiKey",
        params: IdParams,
        response: { 204: Type.Null(), ...problems(404) },
      },
    },
    async (request, reply) => {
      await app.accounts.apiKeys.revoke(request.params.id, principalOf(request).userId);
      return reply.code(204).send(null);
    },
  );
};
