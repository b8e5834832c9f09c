/** Real WebSocket clients of a server that listens on loopback. */
import type { FastifyInstance } from "fastify";
import { WebSocket } from "ws";
import type { ServerMessage } from "../../src/schemas/socket.js";

const WAIT_MS = 20_000;

export interface ClientOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly path?: string;
}

/** Listens on any port. @returns the port */
export async function listen(app: FastifyInstance): Promise<number> {
  await app.listen({ host: "127.0.0.1", port: 0 });
  const address = app.server.address();
  if (typeof address !== "object" || address === null) throw new Error("the server has no port");
  return address.port;
}

/** A client that keeps what it is sent. */
export class Client {
  readonly socket: WebSocket;
  readonly #texts: string[] = [];
  readonly #messages: ServerMessage[] = [];
  /** code and reason, when it has closed */
  readonly closed: Promise<readonly [code: number, reason: string]>;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on("message", (data) => this.#texts.push(data.toString()));
    this.closed = new Promise((resolve) => {
      socket.on("close", (code, reason) => resolve([code, String(reason)]));
    });
  }

  /** An open one. Rejects with the status of a refusal */
  static async open(port: number, options: ClientOptions = {}): Promise<Client> {
    const { headers = {}, path = "/ws" } = options;
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
    const client = new Client(socket);
    await new Promise((resolve, reject) => {
      socket.once("open", resolve);
      socket.once("unexpected-response", (_, response) => {
        reject(new Error(`refused with ${response.statusCode}`));
        socket.terminate();
      });
      socket.on("error", reject);
    });
    return client;
  }

  /** What it was sent so far; read when it is asked for. */
  get messages(): readonly ServerMessage[] {
    for (const text of this.#texts.splice(0)) this.#messages.push(JSON.parse(text));
    return this.#messages;
  }

  send(message: unknown): void {
    this.socket.send(JSON.stringify(message));
  }

  /** The first message that fits, of those that came and will come. */
  async message<T extends ServerMessage["type"]>(
    type: T,
    fits: (message: Extract<ServerMessage, { type: T }>) => boolean = () => true,
  ): Promise<Extract<ServerMessage, { type: T }>> {
    const isOne = (message: ServerMessage): message is Extract<ServerMessage, { type: T }> =>
      message.type === type && fits(message as Extract<ServerMessage, { type: T }>);
    const untilMs = performance.now() + WAIT_MS;
    while (performance.now() < untilMs) {
      const found = this.messages.find(isOne);
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error(`no such ${type} among ${JSON.stringify(this.messages).slice(0, 2000)}`);
  }

  /** Numbers of the events that came. */
  seqs(): number[] {
    return this.messages.flatMap((message) => (message.type === "event" ? [message.seq] : []));
  }
}
