/** Many readers, half of which stop reading: nobody waits for them and nothing piles up. */
import { expect, onTestFinished, test } from "vitest";
import type { ServerMessage } from "../../src/schemas/socket.js";
import { testApp } from "../harness.fixture.js";
import { Client, listen } from "./sockets.fixture.js";

const CLIENTS = 200;
/** What may wait in one socket: the high-water mark, one event above it, and what is on its way. */
const WAITING_BYTES = 1024 * 1024;
const HIGH_WATER_BYTES = 256 * 1024;
/** Of progress with a large curve, as many as systems take in for readers that stopped, and more. */
const EVENTS = 1000;
const CURVE = "0123456789abcdef".repeat(2048);

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

type Event = Extract<ServerMessage, { type: "event" }>;

function isOf(topic: string) {
  return (message: { topic: string }) => message.topic === topic;
}

function isLast(topic: string) {
  return (event: Event) => event.topic === topic && JSON.stringify(event.data) === '{"i":"last"}';
}

function isEventOf(topic: string) {
  return (message: ServerMessage): message is Event =>
    message.type === "event" && message.topic === topic;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

test("200 clients of which half stop reading: the others miss nothing, memory stays", async () => {
  const { app, close } = await testApp({
    singleUser: true,
    rateLimitPerAddress: 100_000,
    rateLimitPerAccount: 100_000,
  });
  onTestFinished(close);
  const port = await listen(app);
  const topic = `runs:${app.accounts.localUser().userId}`;
  const clients = await Promise.all(Array.from({ length: CLIENTS }, () => Client.open(port)));
  const reading = clients.filter((_, i) => i % 2 === 0);
  const stopped = clients.filter((_, i) => i % 2 === 1);
  for (const client of clients) client.send({ type: "subscribe", topic: "queue" });
  for (const client of stopped) client.send({ type: "subscribe", topic: "runs" });
  await Promise.all(clients.map((client) => client.message("snapshot", isOf("queue"))));
  await Promise.all(stopped.map((client) => client.message("snapshot", isOf("runs"))));
  for (const { socket } of stopped) socket.pause();

  const waiting = () => [...app.websocketServer.clients].map((socket) => socket.bufferedAmount);
  const full = () => waiting().filter((bytes) => bytes > HIGH_WATER_BYTES).length;
  let sent = 0;
  while (full() < stopped.length && sent < EVENTS) {
    app.events.publish(topic, "progress", { sent: sent++, CURVE }, { replaceable: true });
    if (sent % 10 === 0) app.events.publish("queue", "counts", { sent }, { replaceable: true });
    await pause(1);
  }
  expect(full()).toBe(stopped.length);
  const before = waiting();
  for (let i = 0; i < 100; i++) {
    app.events.publish(topic, "progress", { sent: sent++, CURVE }, { replaceable: true });
    app.events.publish(topic, "state", { i });
    app.events.publish("queue", "counts", { i }, { replaceable: true });
    await pause(1);
  }
  app.events.publish(topic, "state", { i: "last" });
  app.events.publish("queue", "counts", { i: "last" }, { replaceable: true });

  await Promise.all(reading.map((client) => client.message("event", isLast("queue"))));
  for (const client of reading) expect(client.seqs().length).toBeGreaterThan(100);
  // Nothing was added to the sockets that do not read.
  expect(Math.max(...waiting())).toBeLessThan(WAITING_BYTES);
  expect(sum(waiting())).toBeLessThanOrEqual(sum(before));
  const startMs = performance.now();
  expect((await app.inject("/api/v1/system/health")).statusCode).toBe(200);
  expect(performance.now() - startMs).toBeLessThan(1000);

  // Who reads again gets every state that was kept, in order, and of progress the newest.
  for (const { socket } of stopped) socket.resume();
  for (const client of stopped) {
    await client.message("event", isLast("runs"));
    await client.message("event", isLast("queue"));
    const events = client.messages.filter(isEventOf("runs"));
    const seqs = events.map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
    const states = events.filter(({ event }) => event === "state").map(({ data }) => data);
    expect(states).toEqual([...Array.from({ length: 100 }, (_, i) => ({ i })), { i: "last" }]);
    expect(events.at(-1)?.seq).toBe(sent + 101);
    expect(events.length - states.length).toBeLessThanOrEqual(sent - 99);
  }
}, 120_000);

test("questions of a client that does not read are not answered into memory", async () => {
  const { app, close } = await testApp({ singleUser: true });
  onTestFinished(close);
  app.topics.define({
    prefix: "large",
    withId: false,
    scope: "runs:read",
    find: async () => "large",
    snapshot: async () => ({ text: "x".repeat(200_000) }),
  });
  const client = await Client.open(await listen(app));
  client.socket.pause();
  for (let i = 0; i < 250; i++) client.send({ type: "subscribe", topic: "large" });
  let most = 0;
  for (let i = 0; i < 50; i++) {
    await pause(10);
    for (const socket of app.websocketServer.clients) most = Math.max(most, socket.bufferedAmount);
  }
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThan(WAITING_BYTES);
});
