/** What the script of a Web Worker of a sweep does. */
import type { ToThread } from "./protocol.js";
import { serveThread } from "./serve-thread.js";

/**
 * Makes the calling Web Worker a thread of a sweep: a script of one import and this call is what
 * `startWorker` starts.
 */
export function serveSweepWorker(): void {
  const take = serveThread((message, moved) => self.postMessage(message, { transfer: moved }));
  self.addEventListener("message", ({ data }: MessageEvent<ToThread>) => take(data));
}
