import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    name: "core-wasm",
    include: ["{src,reference,portable,test,scripts}/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
