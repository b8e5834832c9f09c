import { defineConfig } from "vitest/config";

/** The whole app in Chromium, on real servers. */
export default defineConfig({
  test: {
    name: "web-e2e",
    include: ["test/e2e/**/*.test.ts"],
    globalSetup: ["test/e2e/build.global.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A real browser against real servers: on a crowded machine a page can be slower, or quicker, than a test waits for.
    retry: process.env.CI ? 2 : 0,
  },
});
