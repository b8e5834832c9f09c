/** The log-ins of whoever asks. */
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { AccessRule } from "../../../access.js";
import { credentialsOf } from "../../../plugins/app/guard/credentials.js";
import { principalOf } from "../../../plugins/app/guard/principal.js";
import { LogInList } from "../../../schemas/accounts.js";
import { IdParams, problems } from "../../../schemas/parts.js";

const tags = ["accounts"];
const access: AccessRule = { role: "viewer", scope: "account" };

/** Below `/auth/log-ins`. */
export const ownLogInRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    "",
    {
      config: { access },
      schema: {
        tags,
        summary: "Your log-ins that have not ended, the last used first",
        operationId: "listLogIns",
        response: { 200: LogInList, ...problems() },
      },
    },
    async (request) => {
      const { userId } = principalOf(request);
      return { items: [...(await app.accounts.logIns(userId, credentialsOf(request)))] };
    },
  );

  app.delete(
    "/:id",
    {
      config: { access },
      schema: {
        tags,
        summary: "End one of your log-ins",
        operationId: "endLogIn",
        params: IdParams,
        response: { 204: Type.Null(), ...problems(404) },
      },
    },
    async (request, reply) => {
      await app.accounts.endLogIn(principalOf(request).userId, request.params.id);
      return reply.code(204).send(null);
    },
  );
};
