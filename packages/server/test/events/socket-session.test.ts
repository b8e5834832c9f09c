/** What heartbeats find out: clients that are gone, log-ins that have ended, things shared no more. */
import { once } from "node:events";
import { createServer } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { WebSocketServer } from "ws";
import type { Caller } from "../../src/access.js";
import { EventsHub } from "../../src/plugins/app/events/events-hub.js";
import { serveSocket } from "../../src/plugins/app/events/socket-session.js";
import { Topics } from "../../src/plugins/app/events/topics.js";
import { Client } from "./sockets.fixture.js";

const HEARTBEAT_MS = 50;
const reader: Caller = {
  userId: "u",
  name: "u",
  role: "viewer",
  scopes: new Set(["runs:read"]),
  via: "token",
  language: "en",
};

/** Serves sockets as the server does, with a faster heart. */
async function sockets() {
  const state = { holds: true, visible: true };
  const hub = new EventsHub();
  const topics = new Topics();
  topics.define({
    prefix: "queue",
    withId: false,
    scope: "runs:read",
    find: async () => (state.visible ? "queue" : null),
    snapshot: async () => ({}),
  });
  const http = createServer();
  const server = new WebSocketServer({ server: http });
  server.on("connection", (socket) => {
    serveSocket({
      socket,
      reader,
      hub,
      topics,
      heartbeatMs: HEARTBEAT_MS,
      holds: async () => state.holds,
      onFault: (error) => {
        throw error;
      },
    });
  });
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  onTestFinished(() => {
    for (const socket of server.clients) socket.terminate();
    http.close();
  });
  const address = http.address();
  if (typeof address !== "object" || address === null) throw new Error("no port");
  return { state, hub, server, port: address.port };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

test("a client that answers pings stays", async () => {
  const { port, server } = await sockets();
  const client = await Client.open(port);
  await pause(8 * HEARTBEAT_MS);
  expect(server.clients.size).toBe(1);
  client.send({ type: "ping" });
  await client.message("pong");
});

test("one that leaves them unanswered is cut off, and its subscriptions end", async () => {
  const { port, server, hub } = await sockets();
  const client = await Client.open(port);
  client.send({ type: "subscribe", topic: "queue" });
  await client.message("snapshot");
  client.socket.pause();
  while (server.clients.size > 0) await pause(HEARTBEAT_MS);
  expect(hub.sizes().listeners).toBe(0);
});

test("the end of what it was opened with, such as a token, closes it", async () => {
  const { port, state } = await sockets();
  const client = await Client.open(port);
  await client.message("hello");
  state.holds = false;
  expect(await client.closed).toEqual([4401, "the log-in has ended"]);
});

test("what is shared no more ends as a topic, and the socket stays", async () => {
  const { port, state, hub } = await sockets();
  const client = await Client.open(port);
  client.send({ type: "subscribe", topic: "queue" });
  await client.message("snapshot");
  state.visible = false;
  await client.message("error", ({ topic, code }) => topic === "queue" && code === "NOT_FOUND");
  hub.publish("queue", "counts", {});
  client.send({ type: "ping" });
  await client.message("pong");
  expect(client.seqs()).toEqual([]);
});
