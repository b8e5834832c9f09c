/** One WebSocket from its opening to its end: heartbeats, and whether its log-in still holds. */
import type { WebSocket } from "ws";
import type { Caller } from "../../../access.js";
import { CLOSE } from "../../../schemas/socket.js";
import type { EventsHub } from "./events-hub.js";
import { SocketReader } from "./socket-reader.js";
import type { Topics } from "./topics.js";

export const HEARTBEAT_MS = 20_000;

export interface SocketSessionOptions {
  readonly socket: WebSocket;
  readonly reader: Caller;
  readonly hub: EventsHub;
  readonly topics: Topics;
  /** ms between two pings; a socket that leaves one unanswered is cut off */
  readonly heartbeatMs: number;
  /** whether what the socket was opened with would open it now; asked with each heartbeat */
  readonly holds: () => Promise<boolean>;
  readonly onFault: (error: unknown) => void;
}

/** Serves a socket until it closes. */
export function serveSocket(options: SocketSessionOptions): void {
  const { socket, hub, heartbeatMs, holds, onFault } = options;
  const reader = new SocketReader(options);
  let alive = true;

  async function look(): Promise<void> {
    if (await holds()) await reader.review();
    else socket.close(CLOSE.sessionOver, "the log-in has ended");
  }

  const heartbeat = setInterval(() => {
    if (!alive) return socket.terminate();
    alive = false;
    socket.ping();
    look().catch(onFault);
  }, heartbeatMs);
  socket.on("pong", () => {
    alive = true;
  });
  socket.on("message", (data, isBinary) => {
    alive = true;
    if (isBinary) socket.close(CLOSE.malformed, "messages are text");
    else reader.receive(data.toString());
  });
  socket.on("close", () => {
    clearInterval(heartbeat);
    reader.close();
  });
  socket.send(JSON.stringify({ type: "hello", epoch: hub.epoch, heartbeatMs }));
}
