/** Instances of the kernel on a memory of the host's. */
import { KERNEL_SHA256, LAYOUT } from "./layout.gen.js";

/** The calls of the kernel. Addresses are byte offsets into `memory`. */
export interface Kernel {
  readonly memory: WebAssembly.Memory;
  /** Sets a run up after the host has written its block. @returns a STATUS_ number */
  start(run: number): number;
  /** Runs up to `bars` more bars. @returns a STATUS_ number */
  advance(run: number, bars: number): number;
  /**
   * Between two bars of a strategy that the host drives, before it is told of the last one: asks for the
   * orders of a quote that was put off.
   * @returns STATUS_NEEDS_QUOTE: write them and call again; STATUS_MORE: there is none
   */
  settle(run: number): number;
  /** Makes the tables of the skip layer at the addresses that the run's block names. */
  prepare(run: number): void;
  /** Closes the books after the last bar; once a run. */
  finish(run: number): void;
  /** Kernels of a user's strategy: names the region for its objects, before `start`. */
  readonly setHeap?: (address: number, bytes: number) => void;
}

export interface KernelOptions {
  /** the build for shared memories and worker threads; needs a shared `memory` */
  readonly shared?: boolean;
}

const compiled = new Map<boolean, Promise<WebAssembly.Module>>();

function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

async function compile(shared: boolean): Promise<WebAssembly.Module> {
  const source = shared
    ? (await import("./kernel-shared.gen.js")).KERNEL_SHARED
    : (await import("./kernel-release.gen.js")).KERNEL_RELEASE;
  return WebAssembly.compile(decodeBase64(source));
}

/**
 * The compiled kernel, compiled once. It can be posted to a worker.
 * @param shared the build for shared memories
 */
export function kernelModule(shared = false): Promise<WebAssembly.Module> {
  let module = compiled.get(shared);
  if (module === undefined) {
    module = compile(shared);
    compiled.set(shared, module);
  }
  return module;
}

/**
 * An instance of a compiled kernel on `memory`. Instances on one shared memory must use blocks
 * apart; the market's columns may be shared.
 */
export function instantiateKernel(module: WebAssembly.Module, memory: WebAssembly.Memory): Kernel {
  const instance = new WebAssembly.Instance(module, { env: { memory } });
  const { start, advance, settle, prepare, finish, setHeap } = instance.exports as unknown as Omit<
    Kernel,
    "memory"
  >;
  const heap = setHeap === undefined ? {} : { setHeap };
  return { memory, start, advance, settle, prepare, finish, ...heap };
}

/** The kernel on a memory that the caller has made and sized. */
export async function createKernel(
  memory: WebAssembly.Memory,
  options: KernelOptions = {},
): Promise<Kernel> {
  return instantiateKernel(await kernelModule(options.shared ?? false), memory);
}

export { KERNEL_SHA256, LAYOUT };
