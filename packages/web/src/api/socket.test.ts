import type { ClientMessage, ServerMessage } from "@perpmill/server/api";
import { afterEach, expect, test, vi } from "vitest";
import WebSocket, { WebSocketServer } from "ws";
import { EventSocket, type LinkState, type TopicReader } from "./socket";

interface Line {
  readonly socket: WebSocket;
  readonly heard: ClientMessage[];
  say(message: ServerMessage): void;
}

/** A server on the loopback that says what a test wants it to say. */
class Host {
  readonly lines: Line[] = [];
  readonly #server: WebSocketServer;
  greets = true;

  private constructor(server: WebSocketServer) {
    this.#server = server;
    server.on("connection", (socket) => {
      const heard: ClientMessage[] = [];
      socket.on("message", (data) => heard.push(JSON.parse(data.toString())));
      const say = (message: ServerMessage) => socket.send(JSON.stringify(message));
      this.lines.push({ socket, heard, say });
      if (this.greets) say({ type: "hello", epoch: "e1", heartbeatMs: 20_000 });
    });
  }

  static async start(): Promise<Host> {
    const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
    await new Promise((resolve) => server.once("listening", resolve));
    return new Host(server);
  }

  get url(): string {
    const address = this.#server.address();
    if (typeof address !== "object" || address === null) throw new Error("not listening");
    return `ws://127.0.0.1:${address.port}`;
  }

  async line(index: number): Promise<Line> {
    await vi.waitFor(() => expect(this.lines.length).toBeGreaterThan(index));
    return this.lines[index]!;
  }

  async stop(): Promise<void> {
    for (const { socket } of this.lines) socket.terminate();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function connected(renew: () => Promise<boolean> = async () => true) {
  const host = await Host.start();
  ends.push(() => host.stop());
  const states: LinkState[] = [];
  const socket = new EventSocket({
    // ws has the interface of browsers, with declarations of its own
    open: () => new WebSocket(host.url) as never,
    renew,
    onState: (state) => states.push(state),
  });
  ends.push(() => socket.close());
  return { host, socket, states };
}

function recorder() {
  const told: unknown[] = [];
  const reader: TopicReader = {
    snapshot: (data) => told.push(["snapshot", data]),
    event: (name, data) => told.push([name, data]),
    gone: () => told.push(["gone"]),
  };
  return { told, reader };
}

const snapshot = (topic: string, seq: number, epoch = "e1"): ServerMessage => {
  return { type: "snapshot", topic, epoch, seq, data: seq };
};
const event = (topic: string, seq: number, epoch = "e1"): ServerMessage => {
  return { type: "event", topic, epoch, seq, event: "state", data: seq };
};

test("after a lost connection every topic goes on behind what was heard last", async () => {
  const { host, socket } = await connected();
  const { told, reader } = recorder();
  socket.subscribe("runs", reader);
  socket.subscribe("queue", recorder().reader);
  const first = await host.line(0);
  await vi.waitFor(() => expect(first.heard).toHaveLength(2));
  expect(first.heard[0]).toEqual({ type: "subscribe", topic: "runs" });
  first.say(snapshot("runs", 3));
  first.say(event("runs", 4));
  await vi.waitFor(() => expect(told).toHaveLength(2));
  first.socket.terminate();

  const second = await host.line(1);
  await vi.waitFor(() => expect(second.heard).toHaveLength(2));
  expect(second.heard).toEqual([
    { type: "subscribe", topic: "runs", since: { epoch: "e1", seq: 4 } },
    { type: "subscribe", topic: "queue" },
  ]);
  second.say({ type: "resumed", topic: "runs", epoch: "e1", seq: 4 });
  second.say(event("runs", 4));
  second.say(event("runs", 5));
  second.say(event("runs", 9, "e2"));
  second.say(snapshot("runs", 0, "e2"));
  second.say(event("runs", 1, "e2"));
  await vi.waitFor(() => expect(told).toHaveLength(5));
  expect(told).toEqual([
    ["snapshot", 3],
    ["state", 4],
    ["state", 5],
    ["snapshot", 0],
    ["state", 1],
  ]);
});

test("a second reader of a topic gets a snapshot; the last to leave ends the topic", async () => {
  const { host, socket } = await connected();
  const one = recorder();
  const two = recorder();
  const leave = socket.subscribe("queue", one.reader);
  const line = await host.line(0);
  await vi.waitFor(() => expect(line.heard).toHaveLength(1));
  const leaveToo = socket.subscribe("queue", two.reader);
  await vi.waitFor(() => expect(line.heard).toHaveLength(2));
  line.say(snapshot("queue", 1));
  await vi.waitFor(() => expect(two.told).toEqual([["snapshot", 1]]));
  leave();
  leaveToo();
  leaveToo();
  await vi.waitFor(() =>
    expect(line.heard.at(-1)).toEqual({ type: "unsubscribe", topic: "queue" }),
  );
  expect(line.heard).toHaveLength(3);
});

test("a log-in that has ended is renewed before the next attempt", async () => {
  const renew = vi.fn(async () => true);
  const { host, socket } = await connected(renew);
  socket.subscribe("runs", recorder().reader);
  (await host.line(0)).socket.close(4401, "the log-in has ended");
  await host.line(1);
  expect(renew).toHaveBeenCalledTimes(1);
});

test("without a log-in the line stays closed", async () => {
  const { host, socket, states } = await connected(async () => false);
  socket.subscribe("runs", recorder().reader);
  const line = await host.line(0);
  await vi.waitFor(() => expect(socket.state).toBe("open"));
  line.socket.close(4401, "the log-in has ended");
  await vi.waitFor(() => expect(socket.state).toBe("idle"));
  expect(states).toEqual(["connecting", "open", "waiting", "idle"]);
  expect(host.lines).toHaveLength(1);
});

test("what the user may not read is told once and not asked for again", async () => {
  const { host, socket } = await connected();
  const { told, reader } = recorder();
  socket.subscribe("run:x", reader);
  socket.subscribe("runs", recorder().reader);
  const first = await host.line(0);
  first.say({ type: "error", topic: "run:x", code: "NOT_FOUND", message: "no" });
  await vi.waitFor(() => expect(told).toEqual([["gone"]]));
  first.socket.terminate();
  const second = await host.line(1);
  await vi.waitFor(() => expect(second.heard).toEqual([{ type: "subscribe", topic: "runs" }]));
});
