/** The file that a worker thread of Node runs. */
import { parentPort } from "node:worker_threads";
import { loadCallback } from "../callbacks/load-callback-node.js";
import type { ToThread } from "./protocol.js";
import { serveThread } from "./serve-thread.js";

const port = parentPort;
if (port === null) throw new Error("this file is started as a worker thread");
const take = serveThread((message, moved) => port.postMessage(message, moved), loadCallback);
port.on("message", (message: ToThread) => take(message));
