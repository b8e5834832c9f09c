import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // Modules are loaded once a worker instead of once a file, which takes longer than most tests.
    isolate: false,
    name: "server",
    globalSetup: ["test/build.global.ts", "test/postgres.global.ts"],
    include: ["{src,test}/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Real processes and sockets: a crowded machine can keep one of them from its turn for seconds.
    retry: process.env.CI ? 2 : 0,
  },
});
