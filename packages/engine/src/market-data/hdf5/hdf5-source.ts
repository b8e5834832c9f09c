/** What the layouts of this folder see of an HDF5 file. */

/** The kind of a number, string or other value, as HDF5 numbers its classes. */
export const TYPE_CLASS = {
  integer: 0,
  float: 1,
  string: 3,
  bits: 4,
  compound: 6,
  array: 10,
} as const;

/** All elements of an attribute; a scalar is one element. */
export type AttributeValue = readonly string[] | readonly number[];

/** The type of an element: its class, its bytes, and of what it consists. */
export interface ElementType {
  readonly type: number;
  /** bytes */
  readonly size: number;
  readonly signed: boolean;
  readonly littleEndian: boolean;
  /** of variable length, and then kept elsewhere */
  readonly vlen: boolean;
  readonly array_type?: ElementType & { readonly shape: readonly number[] };
  readonly compound_type?: {
    readonly members: readonly (ElementType & { readonly name: string; readonly offset: number })[];
  };
}

export interface Hdf5Dataset {
  readonly path: string;
  readonly shape: readonly number[];
  readonly type: ElementType;
  /** the shape of the pieces it is stored in, null when it is in one */
  readonly chunkRows: readonly number[] | null;
  /** Bytes of a block of elements, little-endian, row by row. Throws FORMAT_DAMAGED. */
  read(offset: readonly number[], count: readonly number[]): Uint8Array;
}

export interface Hdf5Source {
  /** name for messages */
  readonly file: string;
  /** every group and data set of the file itself, by path */
  paths(): readonly string[];
  isGroup(path: string): boolean;
  isDataset(path: string): boolean;
  /** null when there is none, or none of texts or whole numbers */
  attribute(path: string, name: string): AttributeValue | null;
  /** Throws FORMAT_UNSUPPORTED for a compression that cannot be undone, FORMAT_DAMAGED. */
  dataset(path: string): Promise<Hdf5Dataset>;
}
