import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // Modules are loaded once a worker instead of once a file, which takes longer than most tests.
    isolate: false,
    name: "core-wasm",
    include: ["{src,reference,portable,test,scripts}/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
