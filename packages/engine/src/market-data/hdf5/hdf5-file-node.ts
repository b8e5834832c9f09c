/**
 * An open HDF5 file. Nothing is read before the guard has passed: every filter of a data set must be
 * one that can be undone here, bytes go to a zeroed buffer, and the status of every call is looked
 * at. Without these a compression that is not known reads as garbage and nobody is told.
 */
import { PerpmillError } from "../../errors.js";
import { damagedHdf5, unsupportedHdf5 } from "./hdf5-errors.js";
import {
  discardLibrary,
  type Hdf5Library,
  type Hdf5Space,
  hdf5Library,
  installDecompressors,
} from "./hdf5-library-node.js";
import {
  type AttributeValue,
  type Hdf5Dataset,
  type Hdf5Source,
  TYPE_CLASS,
} from "./hdf5-source.js";

const IS_GROUP = 0;
const IS_DATASET = 1;
/** zlib, shuffle and Fletcher-32: part of the library */
const OWN_FILTERS = new Set([1, 2, 3]);
/** bzip2, LZF of h5py and Blosc of PyTables: with the decompressors */
const MORE_FILTERS = new Set([307, 32_000, 32_001]);
/** more than any frame has, and little enough to look at */
const NAMES_MAX = 10_000;
const ATTRIBUTE_BYTES_MAX = 1_048_576;
/** a bar of a minute since 1970 is 30 million rows */
const ROWS_MAX = 2 ** 31 - 1;

/** a file of a few kB may say it has any size; zlib makes at most 1032 of a byte */
const RATIO_MAX = 1100;
const UNPACKED_BYTES_FREE = 16 * 1_048_576;

/** libraries that have trapped */
const broken = new WeakSet<Hdf5Library>();

export class Hdf5File implements Hdf5Source {
  readonly file: string;
  private readonly library: Hdf5Library;
  private readonly id: bigint;
  /** more than this cannot be in it */
  private readonly bytesMax: number;

  private constructor(file: string, library: Hdf5Library, id: bigint, bytes: number) {
    this.file = file;
    this.library = library;
    this.id = id;
    this.bytesMax = UNPACKED_BYTES_FREE + bytes * RATIO_MAX;
  }

  /**
   * Opens a file for reading.
   * @param path a copy that nobody writes: the library keeps what it has read of a file
   * @param bytes its length
   * @param file the name for messages
   * @throws FORMAT_DAMAGED
   */
  static async open(path: string, bytes: number, file: string): Promise<Hdf5File> {
    const library = await hdf5Library();
    const id = guarded(library, file, "it does not open", () =>
      library.open(path, 0, false, -1, -1),
    );
    if (id < 0n) throw damagedHdf5(file, "it does not open");
    return new Hdf5File(file, library, id, bytes);
  }

  close(): void {
    if (!broken.has(this.library)) this.library.close_file(this.id);
  }

  paths(): readonly string[] {
    const names = this.call("/", () => this.library.get_names(this.id, "/", true));
    if (names.length > NAMES_MAX) {
      const hint = "Write the bars to a file of their own.";
      throw unsupportedHdf5(this.file, `the file holds ${names.length} objects`, hint);
    }
    return names.map((name) => `/${name}`).filter((path) => !this.leadsElsewhere(path));
  }

  isGroup(path: string): boolean {
    return this.call(path, () => this.library.get_type(this.id, path)) === IS_GROUP;
  }

  isDataset(path: string): boolean {
    return this.call(path, () => this.library.get_type(this.id, path)) === IS_DATASET;
  }

  attribute(path: string, name: string): AttributeValue | null {
    const { library, id } = this;
    return this.call(`${path}@${name}`, () => {
      if (!library.get_attribute_names(id, path).includes(name)) return null;
      const space = library.get_attribute_metadata(id, path, name);
      if (space.shape === null) return null;
      const bytes = this.fill(space.size * space.total_size, ATTRIBUTE_BYTES_MAX, path, (address) =>
        library.get_attribute_data(id, path, name, address),
      );
      return attributeValue(library, space, bytes);
    });
  }

  async dataset(path: string): Promise<Hdf5Dataset> {
    const { library, id } = this;
    const space = this.call(path, () => library.get_dataset_metadata(id, path));
    const shape = space.shape;
    if (shape === null || shape.some((length) => !(length >= 0 && length <= ROWS_MAX))) {
      throw damagedHdf5(this.file, `${path} has no shape that can be`);
    }
    const bytes = shape.reduce((product, length) => product * length, space.size);
    if (!(bytes <= this.bytesMax)) throw this.tooLarge(path, bytes);
    if (space.virtual_sources !== undefined && space.virtual_sources.length > 0) {
      const hint = "Write the bars into one file.";
      throw unsupportedHdf5(this.file, `${path} is kept in other files`, hint);
    }
    const filters = this.call(path, () => library.get_dataset_filters(id, path));
    for (const filter of filters) {
      if (OWN_FILTERS.has(filter.id)) continue;
      if (MORE_FILTERS.has(filter.id)) await installDecompressors(library);
      else throw unknownFilter(this.file, path, filter);
    }
    return {
      path,
      shape,
      type: space,
      chunkRows: space.chunks,
      read: (offset, count) => this.read(path, space, offset, count),
    };
  }

  private read(
    path: string,
    space: Hdf5Space,
    offset: readonly number[],
    count: readonly number[],
  ): Uint8Array {
    const bytes = count.reduce((product, length) => product * length, space.size);
    const big = (values: readonly number[]) => values.map(BigInt);
    return this.call(path, () =>
      this.fill(bytes, this.bytesMax, path, (address) =>
        this.library.get_dataset_data(
          this.id,
          path,
          big(count),
          big(offset),
          count.map(() => 1n),
          address,
        ),
      ),
    );
  }

  /** A copy of what `read` writes into a zeroed buffer of the library. */
  private fill(
    bytes: number,
    bytesMax: number,
    path: string,
    read: (address: bigint) => number,
  ): Uint8Array {
    if (!(bytes <= bytesMax)) throw this.tooLarge(path, bytes);
    const address = this.library._malloc(bytes + 8);
    if (address === 0) throw damagedHdf5(this.file, `${path} needs ${bytes} bytes at once`);
    try {
      this.library.HEAPU8.fill(0, address, address + bytes);
      const status = read(BigInt(address));
      if (status < 0) throw damagedHdf5(this.file, `${path} cannot be read or decompressed`);
      return this.library.HEAPU8.slice(address, address + bytes);
    } finally {
      this.library._free(address);
    }
  }

  /** A link could lead into another file. */
  private leadsElsewhere(path: string): boolean {
    return this.call(path, () => {
      if (this.library.get_symbolic_link(this.id, path) !== null) return true;
      return this.library.get_external_link(this.id, path).filename !== undefined;
    });
  }

  private tooLarge(path: string, bytes: number): PerpmillError {
    return damagedHdf5(this.file, `${path} says it has ${bytes} bytes, which cannot be in it`);
  }

  private call<T>(path: string, work: () => T): T {
    return guarded(this.library, this.file, `${path} cannot be read`, work);
  }
}

/** Makes a `PerpmillError` of whatever the library throws. */
function guarded<T>(library: Hdf5Library, file: string, reason: string, work: () => T): T {
  if (broken.has(library)) throw damagedHdf5(file, "another damaged file stopped the library");
  try {
    return work();
  } catch (error) {
    if (error instanceof PerpmillError) throw error;
    if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) {
      broken.add(library);
      discardLibrary();
    }
    throw damagedHdf5(file, reason, error);
  }
}

function attributeValue(
  library: Hdf5Library,
  space: Hdf5Space,
  bytes: Uint8Array,
): AttributeValue | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const each = <T>(read: (at: number) => T) =>
    Array.from({ length: space.total_size }, (_, index) => read(index * space.size));
  if (space.type === TYPE_CLASS.string) {
    const text = (at: number) => {
      if (space.vlen) return library.UTF8ToString(view.getUint32(at, true));
      return new TextDecoder().decode(bytes.subarray(at, at + space.size)).replace(/\0+$/, "");
    };
    return each(text);
  }
  if (space.type === TYPE_CLASS.integer && space.size === 8) {
    return each((at) => Number(view.getBigInt64(at, true)));
  }
  // PyTables keeps a truth value as a bit field
  const isByte = space.type === TYPE_CLASS.integer || space.type === TYPE_CLASS.bits;
  if (isByte && space.size === 1) return each((at) => view.getUint8(at));
  return null;
}

function unknownFilter(
  file: string,
  path: string,
  filter: { readonly id: number; readonly name: string },
): PerpmillError {
  const name = filter.id === 305 ? "lzo" : filter.name;
  return unsupportedHdf5(
    file,
    `${path} is compressed by ${name === "" ? "a filter" : name} (HDF5 filter ${filter.id}), which cannot be undone here`,
    "Write the file again with zlib, blosc or bzip2: df.to_hdf(…, complib='zlib').",
  );
}
