import { existsSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { findChromium } from "./scripts/find-chromium.mjs";

const browser =
  findChromium() === null
    ? []
    : ["packages/engine/vitest.browser.config.ts", "packages/web/vitest.browser.config.ts"];
const bench = existsSync("bench/vitest.config.ts") ? ["bench/vitest.config.ts"] : [];

export default defineConfig({
  test: {
    // Many tests wait for processes and sockets, so that every core gets a worker.
    maxWorkers: "100%",
    projects: [
      "packages/core-wasm/vitest.config.ts",
      "packages/engine/vitest.config.ts",
      "packages/server/vitest.config.ts",
      "packages/web/vitest.config.ts",
      "packages/web/vitest.e2e.config.ts",
      ...browser,
      ...bench,
      {
        test: {
          name: "repository",
          include: ["test/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
