declare module "h5wasm-plugins" {
  /** URL of the package's folder */
  export const base_url: string;
}
