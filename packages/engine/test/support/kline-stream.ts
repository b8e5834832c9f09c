/** A local WebSocket server that sends K-line messages as the exchange does, in any order and number. */
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";

export interface KlineStream {
  readonly url: string;
  /** paths that were asked for, in order */
  readonly paths: string[];
  /** Sends the bar of these cells to everyone who is connected. */
  send(cells: readonly (string | number)[], closed?: boolean): void;
  sendText(text: string): void;
  /** Ends all connections, politely or not. */
  drop(rudely?: boolean): void;
  /** Resolves once there were so many connections. */
  connections(count: number): Promise<void>;
  close(): Promise<void>;
}

export async function startKlineStream(): Promise<KlineStream> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  const paths: string[] = [];
  const waiting: (() => void)[] = [];
  server.on("connection", (_socket, request) => {
    paths.push(request.url ?? "");
    for (const resolve of waiting.splice(0)) resolve();
  });
  await new Promise<void>((resolve) => {
    server.once("listening", resolve);
  });
  const sockets = (): WebSocket[] => [...server.clients];
  const sendText = (text: string): void => {
    for (const socket of sockets()) socket.send(text);
  };
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/ws`,
    paths,
    sendText,
    send: ([t, o, h, l, c, v, T], closed = true) =>
      sendText(JSON.stringify({ e: "kline", s: "ETHUSDT", k: { t, T, o, h, l, c, v, x: closed } })),
    drop: (rudely = false) => {
      for (const socket of sockets()) rudely ? socket.terminate() : socket.close();
    },
    async connections(count) {
      while (paths.length < count) {
        await new Promise<void>((resolve) => {
          waiting.push(resolve);
        });
      }
    },
    close: () => {
      for (const socket of sockets()) socket.terminate();
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}
