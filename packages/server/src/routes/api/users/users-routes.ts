/** Users, for administrators. */
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { AccessRule } from "../../../access.js";
import {
  DeleteUserQuery,
  NewUserBody,
  User,
  UserBody,
  UserPage,
  UserQuery,
} from "../../../schemas/accounts.js";
import { IdParams, problems } from "../../../schemas/parts.js";
import { userAnswer } from "../auth/answers.js";

const tags = ["users"];
const access: AccessRule = { role: "admin", scope: "admin" };
const config = { access };

const listRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    "",
    {
      config,
      schema: {
        tags,
        summary: "Users, by name",
        operationId: "listUsers",
        querystring: UserQuery,
        response: { 200: UserPage, ...problems() },
      },
    },
    async (request) => {
      const { items, nextCursor } = await app.accounts.users.page(request.query);
      return { items: items.map(userAnswer), nextCursor };
    },
  );

  app.post(
    "",
    {
      config,
      schema: {
        tags,
        summary: "Make a user",
        operationId: "createUser",
        body: NewUserBody,
        response: { 201: User, ...problems(409) },
      },
    },
    async (request, reply) =>
      reply.code(201).send(userAnswer(await app.accounts.users.create(request.body))),
  );
};

/** Below `/users`. */
export const usersRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(listRoutes);

  app.get(
    "/:id",
    {
      config,
      schema: {
        tags,
        summary: "A user",
        operationId: "getUser",
        params: IdParams,
        response: { 200: User, ...problems(404) },
      },
    },
    async (request) => userAnswer(await app.accounts.users.get(request.params.id)),
  );

  app.patch(
    "/:id",
    {
      config,
      schema: {
        tags,
        summary: "Change a user; another role or password ends his log-ins",
        operationId: "patchUser",
        params: IdParams,
        body: UserBody,
        response: { 200: User, ...problems(404, 409) },
      },
    },
    async (request) => userAnswer(await app.accounts.users.change(request.params.id, request.body)),
  );

  app.post(
    "/:id/logout-everywhere",
    {
      config,
      schema: {
        tags,
        summary: "End all log-ins of a user; his keys stay",
        operationId: "endUserLogIns",
        params: IdParams,
        response: { 204: Type.Null(), ...problems(404) },
      },
    },
    async (request, reply) => {
      await app.accounts.logOutEverywhere(request.params.id);
      return reply.code(204).send(null);
    },
  );

  app.delete(
    "/:id",
    {
      config,
      schema: {
        tags,
        summary: "Remove a user",
        description:
          "Who owns runs, data sets or jobs is kept (409) unless `belongings=remove`, which deletes all of it for good, what is shared as well. Results that runs of others have too stay with those.",
        operationId: "deleteUser",
        params: IdParams,
        querystring: DeleteUserQuery,
        response: { 204: Type.Null(), ...problems(404, 409) },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      if (request.query.belongings === "remove") await app.belongings.removeUser(id);
      else await app.accounts.users.delete(id);
      return reply.code(204).send(null);
    },
  );
};
