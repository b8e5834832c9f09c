/** Test fixture: worker threads on the sources, bundled when first asked for. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildSync } from "esbuild";
import type { ThreadPlatform } from "./threads.js";
import { nodeThreads } from "./threads-node.js";

let entry: URL | null = null;

/** The file of a worker thread, as the command's build makes it. */
export function workerEntry(): URL {
  if (entry !== null) return entry;
  const folder = mkdtempSync(join(tmpdir(), "perpmill-threads-"));
  const outfile = join(folder, "sweep-worker.mjs");
  buildSync({
    entryPoints: [join(import.meta.dirname, "sweep-worker-node.ts")],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    external: ["h5wasm", "h5wasm/node", "h5wasm-plugins", "ccxt"],
  });
  entry = pathToFileURL(outfile);
  return entry;
}

/** Threads of Node on the sources. */
export function testThreads(): ThreadPlatform {
  return nodeThreads(workerEntry());
}
