import { configDefaults, defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // Modules are loaded once a worker instead of once a file, which takes longer than most tests.
    isolate: false,
    name: "web",
    include: ["{src,test}/**/*.test.ts"],
    exclude: [...configDefaults.exclude, "**/*.browser.test.ts", "test/e2e/**"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
