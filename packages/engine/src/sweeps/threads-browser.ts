/** Web Workers. */
import type { FromThread } from "./protocol.js";
import type { ThreadPlatform } from "./threads.js";

/**
 * Threads of a page or a worker.
 * @param start makes a module worker whose script calls `serveSweepWorker`
 */
export function browserThreads(start: () => Worker): ThreadPlatform {
  return {
    cores: navigator.hardwareConcurrency,
    // Only pages that are isolated from others may share memory.
    sharesMemory: globalThis.crossOriginIsolated === true,
    start: ({ onMessage, onEnd }) => {
      const worker = start();
      worker.addEventListener("message", ({ data }: MessageEvent<FromThread>) => onMessage(data));
      worker.addEventListener("error", ({ message }) => onEnd(message));
      return {
        post: (message) => worker.postMessage(message),
        end: () => worker.terminate(),
      };
    },
  };
}
