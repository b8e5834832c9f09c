import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";

/** What strategies in tests import is the source that is tested, not what was built last. */
const source = (name: string) => fileURLToPath(new URL(`src/${name}.ts`, import.meta.url));

export default defineConfig({
  resolve: {
    alias: {
      "@perpmill/engine/strategy-testing": source("strategy-testing"),
      "@perpmill/engine/strategy": source("strategy"),
    },
  },
  test: {
    // Modules are loaded once a worker instead of once a file, which takes longer than most tests.
    isolate: false,
    name: "engine",
    include: ["{src,test}/**/*.test.ts"],
    exclude: [...configDefaults.exclude, "test/browser/**"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
