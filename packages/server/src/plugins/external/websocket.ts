/** WebSockets: small messages, closed in good order when the server stops. */
import { once } from "node:events";
import websocket from "@fastify/websocket";
import fp from "fastify-plugin";
import type { WebSocket } from "ws";
import { CLOSE } from "../../schemas/socket.js";

/** The largest message of a client, bytes: larger ones close with 1009. */
export const MESSAGE_BYTES = 16 * 1024;
/** How long clients have to answer the goodbye of a server that stops. */
const GOODBYE_MS = 1000;

async function sayGoodbye(sockets: ReadonlySet<WebSocket>): Promise<void> {
  const open = [...sockets];
  const closed = Promise.all(
    open.map((socket) => {
      const event = once(socket, "close");
      socket.close(CLOSE.goingAway, "the server is stopping");
      return event;
    }),
  );
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, GOODBYE_MS);
  });
  await Promise.race([closed, late]);
  clearTimeout(timer);
  for (const socket of sockets) socket.terminate();
}

export const websocketPlugin = fp(
  async (app) => {
    await app.register(websocket, {
      options: { maxPayload: MESSAGE_BYTES, perMessageDeflate: false },
      errorHandler: (error, socket, request) => {
        request.log.debug({ err: error }, "a socket failed");
        // Errors of the protocol close the socket themselves, with the code that says which.
        if (!("code" in error) || !String(error.code).startsWith("WS_ERR_")) socket.terminate();
      },
      preClose(done) {
        sayGoodbye(app.websocketServer.clients).then(() => done(), done);
      },
    });
  },
  { name: "websockets", fastify: "5.x" },
);
