/** `perpmill worker`. */
import { mkdir } from "node:fs/promises";
import { ENGINE_VERSION } from "@perpmill/engine";
import { makeLogger } from "../logger.js";
import { shownSetting } from "../settings/read-settings.js";
import { startWorker } from "../worker/worker.js";
import { type WorkerFlags, workerSettings } from "../worker/worker-settings.js";
import type { ServerContext } from "./context.js";
import { type SettingOptions, settingsOf } from "./settings-options.js";

export type WorkerCommandOptions = SettingOptions & WorkerFlags;

/** How long a stop waits for shards that are worked on; a second signal waits no longer. */
const GRACE_MS = 8000;

/** Resolves with the end of what the first signal begins. */
function untilStopped(stop: (graceMs: number) => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    let graceMs = GRACE_MS;
    const leave = (): void => {
      stop(graceMs).then(resolve, reject);
      graceMs = 0;
    };
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, leave);
  });
}

/** Works on shards until it is told to stop. */
export async function workerCommand(
  options: WorkerCommandOptions,
  context: ServerContext,
): Promise<void> {
  const { host, texts } = context;
  const { serverUrl, apiKey, apiKeyFile, concurrency, name, ...given } = options;
  const flags = { serverUrl, apiKey, apiKeyFile, concurrency, name };
  const read = await settingsOf(given, context);
  const settings = await workerSettings(read.settings, flags, host);
  // On a terminal people read the lines below; a log is for where it is collected, or asked for.
  const quiet = host.stdout.isTTY === true && read.sources.logLevel === "default";
  const log = makeLogger(quiet ? { logLevel: "warn" } : settings);
  await mkdir(settings.home, { recursive: true });
  const worker = await startWorker(settings, log);
  const lines = [
    texts.working(ENGINE_VERSION, settings.name, settings.concurrency),
    texts.server(settings.serverUrl),
    texts.database(shownSetting("databaseUrl", read.settings)),
    ...(isOpen(settings.serverUrl) ? [texts.openServer] : []),
    texts.stopWorker,
  ];
  host.stderr.write(`${lines.join("\n")}\n`);
  await untilStopped((graceMs) => worker.stop(graceMs));
  host.stderr.write(`${texts.workerStopped}\n`);
}

/** Whether the key, and data, go over the network for everybody to read. */
function isOpen(serverUrl: string): boolean {
  const { protocol, hostname } = new URL(serverUrl);
  return protocol === "http:" && !/^(localhost|127\.|\[::1\])/.test(hostname);
}
