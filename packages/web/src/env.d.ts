/// <reference types="vite/client" />
/// <reference types="vite-plugin-pwa/vue" />

interface ImportMetaEnv {
  /** `1`: built for a static host, without a server */
  readonly VITE_STATIC?: string;
}
