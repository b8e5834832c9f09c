/** The simulation kernel, its memory map, and the descriptors of its strategies. */
export {
  createKernel,
  instantiateKernel,
  KERNEL_SHA256,
  type Kernel,
  kernelModule,
  type KernelOptions,
  LAYOUT,
} from "./kernel.js";
export * from "./strategies/index.js";
