/** `/ws`: events of runs, of the queue and of data, as they happen. */
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { Type } from "typebox";
import type { WebSocket } from "ws";
import type { Principal } from "../access.js";
import { ServerError } from "../errors.js";
import { HEARTBEAT_MS, serveSocket } from "../plugins/app/events/socket-session.js";
import { credentialsOf } from "../plugins/app/guard/credentials.js";
import { principalOf } from "../plugins/app/guard/principal.js";
import { problems } from "../schemas/parts.js";
import { CLOSE } from "../schemas/socket.js";

/** Open sockets of one user. */
const SOCKETS_PER_USER = 500;

const DESCRIPTION = `Upgrade to a WebSocket with the session cookie and an Origin (browsers) or the
Authorization header (scripts); never with a token in the address. Messages are JSON objects with a
\`type\`. Send \`{"type":"subscribe","topic":"run:<id>"}\`; topics are \`runs\`, \`run:<id>\`, \`studies\`,
\`study:<id>\`, \`queue\`, \`downloads\` and \`data:<id>\`. A \`snapshot\` and then \`event\`s come, numbered by \`seq\`. After a lost
connection add \`"since":{"epoch":…,"seq":…}\` of the last one: what was missed follows a \`resumed\`, or,
when it is gone, a new \`snapshot\`. Readers that are slow miss progress, never states. Close codes: 1007
not a message of these, 1008 too many messages, topics or sockets, 1009 a message over 16 KiB, 1001 the
server stops, 4401 log in again.`;

/** Whether the credentials of a request still are those of its principal. */
async function holds(
  app: FastifyInstance,
  request: FastifyRequest,
  reader: Principal,
): Promise<boolean> {
  if (reader.via === "singleUser") return true;
  const credentials = credentialsOf(request);
  if (credentials === null) return false;
  try {
    const now = await app.accounts.authenticate(credentials);
    return now !== null && now.userId === reader.userId && now.role === reader.role;
  } catch (error) {
    if (error instanceof ServerError && error.code === "TOKEN_INVALID") return false;
    throw error;
  }
}

/** The open sockets by user. */
class OpenSockets {
  readonly #byUser = new Map<string, Set<WebSocket>>();

  /** Whether there was room. */
  add(userId: string, socket: WebSocket): boolean {
    const sockets = this.#byUser.get(userId) ?? new Set();
    if (sockets.size >= SOCKETS_PER_USER) return false;
    this.#byUser.set(userId, sockets.add(socket));
    socket.on("close", () => {
      sockets.delete(socket);
      if (sockets.size === 0) this.#byUser.delete(userId);
    });
    return true;
  }

  of(userId: string): readonly WebSocket[] {
    return [...(this.#byUser.get(userId) ?? [])];
  }
}

export const wsRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const open = new OpenSockets();
  const stop = app.accounts.onEnded((userId) => {
    for (const socket of open.of(userId)) socket.close(CLOSE.sessionOver, "the log-in has ended");
  });
  app.addHook("onClose", async () => stop());

  app.route({
    method: "GET",
    url: "/ws",
    config: { access: { role: "viewer", scope: "runs:read" } },
    schema: {
      tags: ["events"],
      summary: "Events as they happen, over a WebSocket",
      description: DESCRIPTION,
      operationId: "openSocket",
      response: { 101: Type.Null({ description: "Upgraded." }), ...problems() },
    },
    handler: () => {
      throw new ServerError("REQUEST_INVALID", {
        message: "this address speaks WebSocket: ask for an upgrade",
        field: "headers.upgrade",
      });
    },
    wsHandler: (socket, request) => {
      const reader = principalOf(request);
      if (!open.add(reader.userId, socket)) {
        socket.close(CLOSE.policy, "too many sockets");
        return;
      }
      serveSocket({
        socket,
        reader,
        hub: app.events,
        topics: app.topics,
        heartbeatMs: HEARTBEAT_MS,
        holds: () => holds(app, request, reader),
        onFault: (error) => request.log.error({ err: error }, "a socket could not be served"),
      });
    },
  });
};
