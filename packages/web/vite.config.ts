import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";
import { VitePWA } from "vite-plugin-pwa";

/** Shared memory in workers needs a page that is cross-origin isolated. */
const ISOLATED = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

/** Where `perpmill serve` answers; another one by PERPMILL_SERVER. */
const SERVER = process.env.PERPMILL_SERVER ?? "http://127.0.0.1:8000";

/** Of a server, not of the app, whatever path prefix stands before. */
const NOT_PAGES = /\/(api|docs|redoc|metrics|ws)(\/|\?|$)/;

/** Opens without a network; what a server answers is never kept. */
const offline = VitePWA({
  registerType: "prompt",
  injectRegister: false,
  manifest: {
    name: "Perpmill",
    short_name: "Perpmill",
    description: "Backtests of market-making strategies on perpetual futures",
    lang: "en",
    start_url: "./",
    scope: "./",
    display: "standalone",
    background_color: "#0b0e11",
    theme_color: "#0b0e11",
    icons: [
      { src: "icon.svg", sizes: "any", type: "image/svg+xml" },
      { src: "icon-192.png", sizes: "192x192", type: "image/png" },
      { src: "icon-512.png", sizes: "512x512", type: "image/png" },
      { src: "icon-maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
  },
  includeManifestIcons: false,
  workbox: {
    globPatterns: ["**/*.{js,css,html,wasm,svg,woff2}"],
    // Texts of the app are Latin, or Chinese in a font of the system.
    globIgnores: [
      "**/*-{cyrillic,cyrillic-ext,greek,greek-ext,latin-ext,vietnamese}-*.woff2",
      // The compiler of strategies is large, and of use to few: kept when it is first used.
      "**/{binaryen,asc}-*.js",
    ],
    maximumFileSizeToCacheInBytes: 4_000_000,
    runtimeCaching: [
      {
        urlPattern: /\/assets\/(binaryen|asc)-[^/]*\.js$/,
        handler: "CacheFirst",
        options: { cacheName: "compiler", expiration: { maxEntries: 8 } },
      },
    ],
    navigateFallback: "index.html",
    navigateFallbackDenylist: [NOT_PAGES],
    cleanupOutdatedCaches: true,
  },
});

/** What the app does not use of its libraries, left out of the build. */
const WITHOUT = {
  __VUE_OPTIONS_API__: false,
  __VUE_PROD_DEVTOOLS__: false,
  __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: false,
  __VUE_I18N_FULL_INSTALL__: false,
  __VUE_I18N_LEGACY_API__: false,
  __INTLIFY_PROD_DEVTOOLS__: false,
};

/**
 * What the first page has in common with others, in one chunk: left alone, each set of pages that share
 * something gets a chunk of its own, and many small ones take more bytes than a large one.
 */
const COMMON =
  /\/src\/(components|composables|format|stores\/(recent|run-queue|staleness|live|own-strategies|local-results)|views\/run\/(RunStart|read-config|inspector\/(RunData|RunRange|PopPanel|HelpTip|bench-data|field-display|field-text|form-fields|issue-text|quote-currency|range-presets|share-link|strategy-form|use-(bench-span|config-form|coverage|field-help|instrument|kept-bench|open-files))))/;

export default defineConfig({
  base: "./",
  define: WITHOUT,
  plugins: [vue(), offline],
  resolve: { dedupe: ["vue"] },
  worker: { format: "es" },
  server: {
    port: 5173,
    strictPort: true,
    headers: ISOLATED,
    proxy: {
      "/api": { target: SERVER },
      "/ws": { target: SERVER, ws: true },
    },
  },
  preview: { headers: ISOLATED },
  build: {
    target: "es2022",
    sourcemap: true,
    chunkSizeWarningLimit: 800,
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: "common", test: COMMON, minShareCount: 2 }] } },
    },
  },
});
