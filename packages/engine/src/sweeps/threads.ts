/** Threads that a sweep runs on, whatever the platform has for them. */
import type { CallbackStrategy } from "../callbacks/callback-strategy.js";
import type { FromThread, ToThread } from "./protocol.js";
import { serveThread } from "./serve-thread.js";

/** One thread. */
export interface Thread {
  post(message: ToThread): void;
  end(): void;
}

/** What a thread tells. */
export interface ThreadEvents {
  readonly onMessage: (message: FromThread) => void;
  /** the thread has ended by itself, with the reason */
  readonly onEnd: (reason: string) => void;
}

/** What a platform has. */
export interface ThreadPlatform {
  /** threads that run at the same time */
  readonly cores: number;
  /** whether memory can be shared between them */
  readonly sharesMemory: boolean;
  readonly start: (events: ThreadEvents) => Thread;
  /** the file from which a thread can load a strategy in TypeScript; null or absent: it cannot */
  readonly strategyFile?: (strategy: CallbackStrategy) => string | null;
}

/** The calling thread as one of its own: it answers between two pauses of a run. */
export function ownThread({ onMessage }: ThreadEvents): Thread {
  const take = serveThread(onMessage);
  return { post: take, end: () => {} };
}
