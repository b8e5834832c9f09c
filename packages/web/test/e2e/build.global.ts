/** The app of the sources as they are, built once for all tests that open it, with the warnings of development. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import type { TestProject } from "vitest/node";
import { findChromium } from "../../../../scripts/find-chromium.mjs";

declare module "vitest" {
  interface ProvidedContext {
    /** the folder of the built app; empty where no browser could open it */
    webFolder: string;
  }
}

const WEB = fileURLToPath(new URL("../..", import.meta.url));

export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (findChromium() === null) {
    project.provide("webFolder", "");
    return undefined;
  }
  const folder = await mkdtemp(join(tmpdir(), "perpmill-app-"));
  const outDir = join(folder, "web");
  await build({
    root: WEB,
    logLevel: "error",
    build: { outDir, emptyOutDir: true, sourcemap: false },
  });
  project.provide("webFolder", outDir);
  return () => rm(folder, { recursive: true, force: true });
}
