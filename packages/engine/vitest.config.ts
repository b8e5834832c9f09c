import { configDefaults, defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    name: "engine",
    include: ["{src,test}/**/*.test.ts"],
    exclude: [...configDefaults.exclude, "test/browser/**"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
