import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { findChromium } from "../../scripts/find-chromium.mjs";

const ARGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const executablePath = findChromium();

export default defineConfig({
  // found while a test runs, they would make vite reload the page under it
  optimizeDeps: {
    include: [
      "@uwdata/flechette",
      "fflate",
      "hash-wasm",
      "hyparquet",
      "hyparquet/src/column.js",
      "hyparquet-compressors",
      "typebox",
      "udsv",
    ].map((name) => `@perpmill/engine > ${name}`),
  },
  test: {
    name: "browser",
    include: ["test/browser/**/*.test.ts"],
    globalSetup: ["test/browser/results-of-node.ts"],
    testTimeout: 60_000,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      instances: [{ browser: "chromium" }],
      provider: playwright({
        launchOptions: { args: ARGS, ...(executablePath === null ? {} : { executablePath }) },
      }),
    },
  },
});
