import { configDefaults, defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    name: "web",
    include: ["{src,test}/**/*.test.ts"],
    exclude: [...configDefaults.exclude, "**/*.browser.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A real browser against real servers: on a crowded machine a page can be slower, or quicker, than a test waits for.
    retry: process.env.CI ? 2 : 0,
  },
});
