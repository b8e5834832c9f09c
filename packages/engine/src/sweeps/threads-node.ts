/** Worker threads of Node. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { callbackFile } from "../callbacks/load-callback-node.js";
import type { FromThread } from "./protocol.js";
import type { ThreadPlatform } from "./threads.js";

/**
 * Threads that run the file at `entry`, which is `sweep-worker-node.js`, bundled or not.
 */
export function nodeThreads(entry: URL): ThreadPlatform {
  return {
    cores: availableParallelism(),
    sharesMemory: true,
    strategyFile: callbackFile,
    start: ({ onMessage, onEnd }) => {
      const worker = new Worker(entry, { name: "perpmill-sweep" });
      let ended = false;
      worker.on("message", (message: FromThread) => onMessage(message));
      worker.on("error", (error) => {
        if (!ended) onEnd(error.message);
        ended = true;
      });
      worker.on("exit", (code) => {
        if (!ended) onEnd(`it exited with code ${code}`);
        ended = true;
      });
      return {
        post: (message) => worker.postMessage(message),
        end: () => {
          ended = true;
          void worker.terminate();
        },
      };
    },
  };
}
