/** `/ws` with real clients: who may open it, what they are told, what ends it. */
import { randomUUID } from "node:crypto";
import { expect, onTestFinished, test } from "vitest";
import type { Settings } from "../../src/settings/settings.js";
import { testApp } from "../harness.fixture.js";
import { Client, listen } from "./sockets.fixture.js";

async function server(settings: Partial<Settings> = { singleUser: true }) {
  const { app, close, clock } = await testApp(settings);
  onTestFinished(close);
  return { app, clock, port: await listen(app) };
}

test("is told how the queue stands, and then what changes", async () => {
  const { app, port } = await server();
  const client = await Client.open(port);
  const hello = await client.message("hello");
  expect(hello).toMatchObject({ epoch: app.events.epoch, heartbeatMs: 20_000 });
  client.send({ type: "subscribe", topic: "queue" });
  const snapshot = await client.message("snapshot");
  expect(snapshot).toMatchObject({ topic: "queue", data: { queued: 0, running: 0 } });
  app.events.publish("queue", "counts", { queued: 1, running: 0 }, { replaceable: true });
  const event = await client.message("event");
  expect(event).toMatchObject({ topic: "queue", event: "counts", data: { queued: 1 } });
  expect(event.seq).toBeGreaterThan(snapshot.seq);
});

test("a reader that comes back gets what it missed, without what it has", async () => {
  const { app, port } = await server();
  const { userId } = app.accounts.localUser();
  const first = await Client.open(port);
  first.send({ type: "subscribe", topic: "runs" });
  await first.message("snapshot");
  for (const i of [1, 2]) app.events.publish(`runs:${userId}`, "state", { i });
  const last = await first.message("event", ({ data }) => JSON.stringify(data) === '{"i":2}');
  first.socket.close();
  await first.closed;
  for (const i of [3, 4]) app.events.publish(`runs:${userId}`, "state", { i });
  const second = await Client.open(port);
  const since = { epoch: last.epoch, seq: last.seq };
  second.send({ type: "subscribe", topic: "runs", since });
  await second.message("resumed");
  await second.message("event", ({ data }) => JSON.stringify(data) === '{"i":4}');
  expect(second.seqs()).toEqual([last.seq + 1, last.seq + 2]);
  expect(second.messages.some(({ type }) => type === "snapshot")).toBe(false);
});

test("a reader of another start of the server, or one too far behind, gets a snapshot", async () => {
  const { app, port } = await server();
  const client = await Client.open(port);
  client.send({ type: "subscribe", topic: "runs", since: { epoch: "another", seq: 3 } });
  await client.message("snapshot", ({ topic }) => topic === "runs");
  for (let i = 0; i < 300; i++) app.events.publish("queue", "other", { i });
  const since = { epoch: app.events.epoch, seq: 1 };
  client.send({ type: "subscribe", topic: "queue", since });
  const snapshot = await client.message("snapshot", ({ topic }) => topic === "queue");
  expect(snapshot.seq).toBe(300);
});

test("what is not there for a reader is no topic, whatever its name", async () => {
  const { port } = await server();
  const client = await Client.open(port);
  const names = [
    `run:${randomUUID()}`,
    `data:${randomUUID()}`,
    "run",
    "queue:x",
    "jobs",
    "__proto__",
  ];
  for (const topic of names) {
    client.send({ type: "subscribe", topic });
    const answer = await client.message("error", (message) => message.topic === topic);
    expect(answer.code).toBe("NOT_FOUND");
  }
});

test("after unsubscribing nothing comes", async () => {
  const { app, port } = await server();
  const client = await Client.open(port);
  client.send({ type: "subscribe", topic: "queue" });
  await client.message("snapshot");
  client.send({ type: "unsubscribe", topic: "queue" });
  await client.message("unsubscribed");
  app.events.publish("queue", "counts", {});
  client.send({ type: "ping" });
  await client.message("pong");
  expect(client.seqs()).toEqual([]);
  expect(app.events.sizes().listeners).toBe(0);
});

test.each([
  ["no JSON", "{", 1007],
  ["no message of ours", '{"type":"shout"}', 1007],
  ["a member too many", '{"type":"ping","x":1}', 1007],
  ["a list", "[]", 1007],
  ["binary", Buffer.from('{"type":"ping"}'), 1007],
  ["17 KiB", JSON.stringify({ type: "subscribe", topic: "x".repeat(17 * 1024) }), 1009],
])("a message that is %s closes the socket with its code", async (_, text, code) => {
  const { app, port } = await server();
  const client = await Client.open(port);
  client.socket.send(text);
  expect((await client.closed)[0]).toBe(code);
  expect(app.events.sizes().listeners).toBe(0);
});

test("too many topics close the socket", async () => {
  const { app, port } = await server();
  for (let i = 0; i < 257; i++) {
    app.topics.define({
      prefix: `t${"abcdefghijklmnopqrst"[i % 20]}${"abcdefghijklmnopqrst"[Math.floor(i / 20)]}`,
      withId: false,
      scope: "runs:read",
      find: async () => `t${i}`,
      snapshot: async () => ({}),
    });
  }
  const client = await Client.open(port);
  for (let i = 0; i < 257; i++) {
    const topic = `t${"abcdefghijklmnopqrst"[i % 20]}${"abcdefghijklmnopqrst"[Math.floor(i / 20)]}`;
    client.send({ type: "subscribe", topic });
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect((await client.closed)[0]).toBe(1008);
});

test("works below the path of a proxy, whether it takes the path away or not", async () => {
  const { app, port } = await server({ singleUser: true, basePath: "/perpmill" });
  for (const path of ["/ws", "/perpmill/ws"]) {
    const client = await Client.open(port, { path });
    expect(await client.message("hello")).toMatchObject({ epoch: app.events.epoch });
  }
  await expect(Client.open(port, { path: "/perpmillx/ws" })).rejects.toThrow("404");
});

test("pages of other sites are refused at the upgrade, and other hosts", async () => {
  const { port } = await server();
  const refused = (headers: Record<string, string>) => Client.open(port, { headers });
  await expect(refused({ origin: "http://evil.example" })).rejects.toThrow("403");
  await expect(refused({ host: "evil.example" })).rejects.toThrow("421");
  const own = await Client.open(port, { headers: { origin: `http://127.0.0.1:${port}` } });
  await own.message("hello");
});

test("nobody gets in without a log-in, nor with a token in the address", async () => {
  const { port } = await server({});
  await expect(Client.open(port)).rejects.toThrow("401");
  await expect(Client.open(port, { path: "/ws?token=x&access_token=x" })).rejects.toThrow("401");
  const headers = { authorization: "Bearer nonsense" };
  await expect(Client.open(port, { headers })).rejects.toThrow("401");
});

test("an ordinary request is told to ask for an upgrade", async () => {
  const { app } = await server();
  const response = await app.inject("/ws");
  expect([response.statusCode, response.json().code]).toEqual([400, "REQUEST_INVALID"]);
});

test("a server that stops says goodbye, and does not wait for those who do not answer", async () => {
  const { app, close } = await testApp({ singleUser: true });
  const port = await listen(app);
  const polite = await Client.open(port);
  const silent = await Client.open(port);
  silent.socket.pause();
  const startMs = performance.now();
  await close();
  expect(performance.now() - startMs).toBeLessThan(5000);
  expect(await polite.closed).toEqual([1001, "the server is stopping"]);
});
