import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

/** Shared memory in workers needs a page that is cross-origin isolated. */
const ISOLATED = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

/** Where `perpmill serve` answers; another one by PERPMILL_SERVER. */
const SERVER = process.env.PERPMILL_SERVER ?? "http://127.0.0.1:8000";

export default defineConfig({
  base: "./",
  plugins: [vue()],
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
  build: { target: "es2022", sourcemap: true, chunkSizeWarningLimit: 800 },
});
