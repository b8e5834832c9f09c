/** The HDF5 library, loaded when the first such file is opened, and its decompressors when one needs them. */
import { openSync } from "node:fs";
import { devNull } from "node:os";
import { fileURLToPath } from "node:url";
import type { ElementType } from "./hdf5-source.js";

export interface Hdf5Space extends ElementType {
  readonly shape: readonly number[] | null;
  readonly chunks: readonly number[] | null;
  readonly total_size: number;
  readonly virtual_sources?: readonly unknown[];
}

/** What is used of h5wasm: the calls that tell whether they succeeded. */
export interface Hdf5Library {
  readonly HEAPU8: Uint8Array;
  readonly FS: { getStream(fd: number): { nfd: number } | null };
  open(path: string, mode: number, trackOrder: boolean, low: number, high: number): bigint;
  close_file(file: bigint): number;
  get_type(file: bigint, path: string): number;
  get_names(file: bigint, path: string, recursive: boolean): string[];
  /** null when the path is no such link */
  get_symbolic_link(file: bigint, path: string): string | null;
  /** without a name when the path is no such link */
  get_external_link(file: bigint, path: string): { readonly filename?: string };
  get_attribute_names(file: bigint, path: string): string[];
  get_attribute_metadata(file: bigint, path: string, name: string): Hdf5Space;
  get_attribute_data(file: bigint, path: string, name: string, address: bigint): number;
  get_dataset_metadata(file: bigint, path: string): Hdf5Space;
  get_dataset_filters(file: bigint, path: string): { readonly id: number; readonly name: string }[];
  get_dataset_data(
    file: bigint,
    path: string,
    count: bigint[] | null,
    offset: bigint[] | null,
    strides: bigint[] | null,
    address: bigint,
  ): number;
  insert_plugin_search_path(path: string, index: number): number;
  UTF8ToString(address: number): string;
  _malloc(bytes: number): number;
  _free(address: number): void;
}

interface Loaded {
  readonly library: Promise<Hdf5Library>;
  decompressors: Promise<void> | null;
}

let loaded: Loaded | null = null;
/** how many libraries have failed */
let failures = 0;

/** The library; it prints nothing, as every failure becomes an error here. */
export function hdf5Library(): Promise<Hdf5Library> {
  loaded ??= { library: load(), decompressors: null };
  return loaded.library;
}

/** Makes the library find the decompressors that PyTables and h5py use beside zlib. */
export function installDecompressors(into: Hdf5Library): Promise<void> {
  if (loaded === null) return Promise.resolve();
  loaded.decompressors ??= import("h5wasm-plugins").then(({ base_url }) => {
    into.insert_plugin_search_path(fileURLToPath(`${base_url}/plugins`), 0);
  });
  return loaded.decompressors;
}

/** Lets go of a library that has trapped, as its memory cannot be trusted; the next file loads another. */
export function discardLibrary(): void {
  loaded = null;
  failures += 1;
}

async function load(): Promise<Hdf5Library> {
  // a module is loaded once per address
  const { ready } =
    failures === 0
      ? await import("h5wasm/node")
      : ((await import(
          /* @vite-ignore */ `${import.meta.resolve("h5wasm/node")}?${failures}`
        )) as typeof import("h5wasm/node"));
  const library = (await ready) as unknown as Hdf5Library;
  const stderr = library.FS.getStream(2);
  if (stderr !== null) stderr.nfd = openSync(devNull, "w");
  return library;
}
