/// <reference types="vite/client" />

interface ImportMetaEnv {
  /** `1`: built for a static host, without a server */
  readonly VITE_STATIC?: string;
}
