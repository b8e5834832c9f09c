/** The simulation kernel, its memory map, and the descriptors of its strategies. */
export {
  createKernel,
  instantiateKernel,
  KERNEL_SHA256,
  type Kernel,
  type KernelOptions,
  kernelModule,
  LAYOUT,
  PATHS_KERNEL_SHA256,
  PATHS_LAYOUT,
} from "./kernel.js";
export { KERNEL_SOURCES_SHA256 } from "./sources-sha256.gen.js";
export * from "./strategies/index.js";
