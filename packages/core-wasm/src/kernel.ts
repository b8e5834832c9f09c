/** Instances of the kernel on a memory of the host's. */
import { KERNEL_SHA256, LAYOUT } from "./layout.gen.js";
import { PATHS_KERNEL_SHA256, PATHS_LAYOUT } from "./paths-layout.gen.js";

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
  /** Makes the tables of the skip layer at the addresses that the run's block names; four points only. */
  prepare(run: number): void;
  /** The kernel for paths: makes the points of a bar of a run that was started. @returns how many */
  readonly points?: (run: number, bar: number) => number;
  /** Closes the books after the last bar; once a run. */
  finish(run: number): void;
  /** Kernels of a user's strategy: names the region for its objects, before `start`. */
  readonly setHeap?: (address: number, bytes: number) => void;
}

export interface KernelOptions {
  /** the build for shared memories and worker threads; needs a shared `memory` */
  readonly shared?: boolean;
  /** the build for paths with any number of points a bar, in the place of the four of semantics 1 */
  readonly paths?: boolean;
}

const compiled = new Map<string, Promise<WebAssembly.Module>>();

function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/** Each build is a chunk of its own, read when it is asked for. */
async function carried(shared: boolean, paths: boolean): Promise<string> {
  if (paths) {
    return shared
      ? (await import("./kernel-paths-shared.gen.js")).KERNEL_PATHS_SHARED
      : (await import("./kernel-paths.gen.js")).KERNEL_PATHS;
  }
  return shared
    ? (await import("./kernel-shared.gen.js")).KERNEL_SHARED
    : (await import("./kernel-release.gen.js")).KERNEL_RELEASE;
}

async function compile(shared: boolean, paths: boolean): Promise<WebAssembly.Module> {
  return WebAssembly.compile(decodeBase64(await carried(shared, paths)));
}

/**
 * The compiled kernel, compiled once. It can be posted to a worker.
 * @param shared the build for shared memories
 * @param paths the build for paths with any number of points
 */
export function kernelModule(shared = false, paths = false): Promise<WebAssembly.Module> {
  const build = `${shared} ${paths}`;
  let module = compiled.get(build);
  if (module === undefined) {
    module = compile(shared, paths);
    compiled.set(build, module);
  }
  return module;
}

/**
 * An instance of a compiled kernel on `memory`. Instances on one shared memory must use blocks
 * apart; the market's columns may be shared.
 */
export function instantiateKernel(module: WebAssembly.Module, memory: WebAssembly.Memory): Kernel {
  const instance = new WebAssembly.Instance(module, { env: { memory } });
  const { start, advance, settle, prepare, finish, points, setHeap } =
    instance.exports as unknown as Omit<Kernel, "memory">;
  const drawing = points === undefined ? {} : { points };
  const heap = setHeap === undefined ? {} : { setHeap };
  return { memory, start, advance, settle, prepare, finish, ...drawing, ...heap };
}

/** The kernel on a memory that the caller has made and sized. */
export async function createKernel(
  memory: WebAssembly.Memory,
  options: KernelOptions = {},
): Promise<Kernel> {
  const { shared = false, paths = false } = options;
  return instantiateKernel(await kernelModule(shared, paths), memory);
}

export { KERNEL_SHA256, LAYOUT, PATHS_KERNEL_SHA256, PATHS_LAYOUT };
