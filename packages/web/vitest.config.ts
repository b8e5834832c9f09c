import { configDefaults, defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    name: "web",
    include: ["{src,test}/**/*.test.ts"],
    exclude: [...configDefaults.exclude, "**/*.browser.test.ts", "test/e2e/**"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
