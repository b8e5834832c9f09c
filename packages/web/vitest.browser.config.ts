import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vitest/config";
import { inChromium } from "../../scripts/browser-tests.mjs";

/** Components and composables in a real browser: `*.browser.test.ts` beside what they test. */
export default defineConfig({
  plugins: [vue()],
  resolve: { dedupe: ["vue"] },
  // found while a test runs, they would make vite reload the page under it, with two copies of Vue
  optimizeDeps: {
    include: [
      "vue",
      "pinia",
      "vue-i18n",
      "vue-router",
      "element-plus",
      "idb",
      "uplot",
      "klinecharts",
      // of the engine, which its worker loads
      "@uwdata/flechette",
      "fflate",
      "hash-wasm",
      "typebox",
      "udsv",
      "@vueuse/core",
      ...["@uwdata/flechette", "fflate", "hash-wasm", "typebox", "udsv"].map(
        (name) => `@perpmill/engine > ${name}`,
      ),
    ],
  },
  test: {
    name: "web-browser",
    include: ["{src,test}/**/*.browser.test.ts"],
    testTimeout: 60_000,
    browser: { ...inChromium(), viewport: { width: 1280, height: 800 } },
  },
});
