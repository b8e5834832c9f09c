/** Data sets of a store brought up to date with the exchange. */
import { downloadMarketData, openStore } from "@perpmill/engine";
import type { DownloadTask, TaskProgress, TaskResult } from "../protocol.js";
import type { TaskContext } from "../task-context.js";

/** The engine tells of every file and every piece of one. */
const TELL_MS = 100;

/** Throws USAGE, DOWNLOAD_*, DATASET_*, ABORTED. */
export async function download(
  { storeHome, options }: DownloadTask,
  { signal, nowMs, steadyMs, tell }: TaskContext,
): Promise<TaskResult<DownloadTask>> {
  let toldMs = Number.NEGATIVE_INFINITY;
  const report = await downloadMarketData({
    ...options,
    store: openStore(storeHome),
    signal,
    nowMs,
    pid: process.pid,
    onProgress: ({ bytes, bytesPerSecond, remainingMs }) => {
      if (steadyMs() - toldMs < TELL_MS) return;
      toldMs = steadyMs();
      tell(progressOf(bytes, bytesPerSecond, remainingMs));
    },
  });
  return { kind: "download", report };
}

function progressOf(done: number, perSecond: number, remainingMs: number | null): TaskProgress {
  return { unit: "bytes", done, total: null, perSecond, remainingMs, equity: null };
}
