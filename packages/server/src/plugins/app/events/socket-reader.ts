/**
 * One WebSocket as a reader of topics. A socket that does not take what it is sent is not queued for:
 * its topics are marked, and when it takes again it gets what their logs still have, or a snapshot.
 * Memory per socket is bounded by the high-water mark, whatever happens.
 */

import { randomUUID } from "node:crypto";
import { Value } from "typebox/value";
import type { WebSocket } from "ws";
import type { Caller } from "../../../access.js";
import { ServerError } from "../../../errors.js";
import type { Language } from "../../../language.js";
import { answerOf, inLanguage } from "../../../problems.js";
import type { Problem } from "../../../schemas/problem.js";
import { CLOSE, ClientMessage, type ServerMessage } from "../../../schemas/socket.js";
import type { EventsHub, Position } from "./events-hub.js";
import type { LoggedEvent } from "./topic-log.js";
import type { ReadableTopic, Topics } from "./topics.js";

/** Bytes that may wait in a socket before its topics are only marked. */
const HIGH_WATER_BYTES = 256 * 1024;
const LOW_WATER_BYTES = 64 * 1024;
const DRAIN_LOOK_MS = 50;
/** Topics of one socket. */
const TOPICS_MAX = 256;
/** Messages that wait for their answers; a client that sends more is not one of ours. */
const WAITING_MAX = 300;

interface Subscription {
  readonly topic: ReadableTopic;
  stop: () => void;
  /** number of the event that was sent last */
  seq: number;
  /** events came that were not sent */
  behind: boolean;
}

export interface SocketReaderOptions {
  readonly socket: WebSocket;
  readonly reader: Caller;
  readonly hub: EventsHub;
  readonly topics: Topics;
  /** faults of snapshots: logged, the client is told that it failed */
  readonly onFault: (error: unknown) => void;
}

/** Subscriptions of one socket. */
export class SocketReader {
  readonly #options: SocketReaderOptions;
  readonly #subscriptions = new Map<string, Subscription>();
  #drain: NodeJS.Timeout | null = null;
  #waiting = 0;
  #turn: Promise<void> = Promise.resolve();

  constructor(options: SocketReaderOptions) {
    this.#options = options;
  }

  /** Handles a message; several are answered in the order in which they came. */
  receive(text: string): void {
    const message = parse(text);
    if (message === null) {
      this.#options.socket.close(CLOSE.malformed, "not a message of this protocol");
      return;
    }
    if (this.#waiting >= WAITING_MAX) {
      this.#options.socket.close(CLOSE.policy, "too many messages");
      return;
    }
    this.#waiting++;
    this.#turn = this.#turn
      .then(() => this.#answer(message))
      .catch((error: unknown) => {
        this.#options.onFault(error);
        const topic = "topic" in message ? message.topic : null;
        this.#sendError(topic, new ServerError("SERVER_FAULT"));
      })
      .finally(() => {
        this.#waiting--;
      });
  }

  /** Ends all subscriptions: the socket has closed. */
  close(): void {
    for (const one of this.#subscriptions.values()) one.stop();
    this.#subscriptions.clear();
    if (this.#drain !== null) clearInterval(this.#drain);
    this.#drain = null;
  }

  /** Ends subscriptions to what its reader may no longer see. */
  async review(): Promise<void> {
    const { topics, reader } = this.#options;
    for (const name of [...this.#subscriptions.keys()]) {
      if ((await topics.find(reader, name)) !== null) continue;
      this.#subscriptions.get(name)?.stop();
      this.#subscriptions.delete(name);
      this.#refuse(name);
    }
  }

  async #answer(message: ClientMessage): Promise<void> {
    await this.#room();
    if (message.type === "ping") {
      this.#send({ type: "pong" });
    } else if (message.type === "unsubscribe") {
      this.#subscriptions.get(message.topic)?.stop();
      this.#subscriptions.delete(message.topic);
      this.#send({ type: "unsubscribed", topic: message.topic });
    } else {
      await this.#subscribe(message.topic, message.since ?? null);
    }
  }

  async #subscribe(name: string, since: Position | null): Promise<void> {
    const { socket, reader, topics, hub } = this.#options;
    if (!this.#subscriptions.has(name) && this.#subscriptions.size >= TOPICS_MAX) {
      socket.close(CLOSE.policy, "too many topics");
      return;
    }
    const topic = await topics.find(reader, name);
    if (topic === null) {
      this.#refuse(name);
      return;
    }
    if (socket.readyState !== socket.OPEN) return;
    this.#subscriptions.get(name)?.stop();
    const subscription: Subscription = { topic, stop: () => {}, seq: 0, behind: true };
    this.#subscriptions.set(name, subscription);
    subscription.stop = hub.listen(topic.topic, (_, event) => this.#hear(subscription, event));
    await this.#catchUp(subscription, since);
  }

  #hear(subscription: Subscription, event: LoggedEvent): void {
    if (subscription.behind) return;
    if (this.#options.socket.bufferedAmount > HIGH_WATER_BYTES) {
      subscription.behind = true;
      this.#waitForDrain();
      return;
    }
    this.#sendEvent(subscription, event);
  }

  /** Brings a subscription that is behind up to now; what happens meanwhile is not lost. */
  async #catchUp(subscription: Subscription, since: Position | null): Promise<void> {
    const { hub } = this.#options;
    const { topic } = subscription;
    const { epoch } = hub;
    const catchUp = hub.catchUp(topic.topic, since);
    if (catchUp.mode === "resumed") {
      const seq = since?.seq ?? 0;
      this.#send({ type: "resumed", topic: topic.name, epoch, seq });
      subscription.seq = seq;
    } else {
      const data = await topic.snapshot();
      if (this.#subscriptions.get(topic.name) !== subscription) return;
      this.#send({ type: "snapshot", topic: topic.name, epoch, seq: catchUp.seq, data });
      subscription.seq = catchUp.seq;
    }
    const missed = hub.catchUp(topic.topic, { epoch, seq: subscription.seq });
    if (missed.mode === "snapshot" && missed.seq > subscription.seq) {
      // so much happened while the snapshot was taken that its log is full again
      this.#waitForDrain();
      return;
    }
    if (missed.mode === "resumed") {
      for (const event of missed.events) this.#sendEvent(subscription, event);
    }
    subscription.behind = false;
  }

  /** Waits until the socket has taken what it was sent: answers are not piled up either. */
  async #room(): Promise<void> {
    const { socket } = this.#options;
    while (socket.readyState === socket.OPEN && socket.bufferedAmount > HIGH_WATER_BYTES) {
      await new Promise((resolve) => setTimeout(resolve, DRAIN_LOOK_MS));
    }
  }

  #refuse(name: string): void {
    const message = `there is no topic ${name} for you`;
    this.#sendError(name, new ServerError("NOT_FOUND", { message }));
  }

  #sendError(topic: string | null, error: ServerError): void {
    const { language } = this.#options.reader;
    const { code, message } = answerOf(error, language, randomUUID()).problem;
    this.#send({ type: "error", topic, code, message });
  }

  #waitForDrain(): void {
    this.#drain ??= setInterval(() => this.#afterDrain(), DRAIN_LOOK_MS);
  }

  #afterDrain(): void {
    const { socket, hub, onFault } = this.#options;
    if (socket.bufferedAmount > LOW_WATER_BYTES) return;
    if (this.#drain !== null) clearInterval(this.#drain);
    this.#drain = null;
    this.#turn = this.#turn.then(async () => {
      for (const one of this.#subscriptions.values()) {
        if (!one.behind) continue;
        if (socket.bufferedAmount > HIGH_WATER_BYTES) return this.#waitForDrain();
        await this.#catchUp(one, { epoch: hub.epoch, seq: one.seq }).catch(onFault);
      }
    });
  }

  #sendEvent(subscription: Subscription, event: LoggedEvent): void {
    subscription.seq = event.seq;
    const { hub, reader } = this.#options;
    this.#sendText(eventText(subscription.topic.name, hub.epoch, reader.language, event));
  }

  #send(message: ServerMessage): void {
    this.#sendText(JSON.stringify(message));
  }

  #sendText(text: string): void {
    const { socket } = this.#options;
    if (socket.readyState === socket.OPEN) socket.send(text);
  }
}

/** Texts of events: made once for each name and language, however many read them. */
const texts = new WeakMap<LoggedEvent, Map<string, string>>();

function eventText(name: string, epoch: string, language: Language, logged: LoggedEvent): string {
  const known = texts.get(logged) ?? new Map<string, string>();
  texts.set(logged, known);
  const key = `${language} ${name}`;
  const there = known.get(key);
  if (there !== undefined) return there;
  const { seq, event } = logged;
  const data = dataIn(logged.data, language);
  const message: ServerMessage = { type: "event", topic: name, epoch, seq, event, data };
  const text = JSON.stringify(message);
  known.set(key, text);
  return text;
}

function hasProblem(data: unknown): data is { readonly error: Problem } {
  if (typeof data !== "object" || data === null || !("error" in data)) return false;
  const { error } = data;
  return typeof error === "object" && error !== null && "code" in error && "hint" in error;
}

/** What happened, with the problem that it came to in the reader's language. */
function dataIn(data: unknown, language: Language): unknown {
  return hasProblem(data) ? { ...data, error: inLanguage(data.error, language) } : data;
}

function parse(text: string): ClientMessage | null {
  try {
    const value: unknown = JSON.parse(text);
    return Value.Check(ClientMessage, value) ? value : null;
  } catch {
    return null;
  }
}
