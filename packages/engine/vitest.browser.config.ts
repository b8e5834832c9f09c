import { defineConfig } from "vitest/config";
import { inChromium } from "../../scripts/browser-tests.mjs";

export default defineConfig({
  // only such pages share memory with their workers
  server: {
    headers: {
      "Cross-Origin-Opener-Policy": "same-origin",
      "Cross-Origin-Embedder-Policy": "require-corp",
    },
  },
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
    browser: inChromium(),
  },
});
