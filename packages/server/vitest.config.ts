import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    name: "server",
    globalSetup: ["test/build.global.ts", "test/postgres.global.ts"],
    include: ["{src,test}/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
