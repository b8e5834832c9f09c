/**
 * What a pickle may make: plain values, and the few numpy objects that an array of numbers consists
 * of. A global is a name that is looked up in a short list here; nothing of Python is ever called.
 */
import { refusedPickle } from "./pickle-error.js";

export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | readonly PickleValue[]
  | PickleGlobal
  | NumpyType
  | NumpyArray;

/** What a global name stands for. */
export class PickleGlobal {
  readonly kind: GlobalKind;

  constructor(kind: GlobalKind) {
    this.kind = kind;
  }
}

type GlobalKind = "reconstruct" | "ndarray" | "dtype" | "frombuffer" | "scalar" | "latin1";

/** A type of numbers. */
export class NumpyType {
  /** as numpy writes it: i8, u4, f8 */
  readonly code: string;
  bigEndian = false;

  constructor(code: string) {
    this.code = code;
  }

  get bytes(): number {
    return Number(this.code.slice(1));
  }
}

/** An array; empty until its state has been read. */
export class NumpyArray {
  shape: readonly number[] = [];
  type: NumpyType | null = null;
  /** whether values of a column, and not of a row, follow each other */
  fortran = false;
  data: Uint8Array = new Uint8Array(0);

  get count(): number {
    return this.shape.reduce((product, length) => product * length, 1);
  }
}

const GLOBALS: ReadonlyMap<string, GlobalKind> = new Map(
  (
    [
      ["multiarray _reconstruct", "reconstruct"],
      ["multiarray scalar", "scalar"],
      ["numeric _frombuffer", "frombuffer"],
    ] as const
  )
    .flatMap(([name, kind]): [string, GlobalKind][] => [
      // numpy 2 renamed its inner package
      [`numpy.core.${name}`, kind],
      [`numpy._core.${name}`, kind],
    ])
    .concat([
      ["numpy ndarray", "ndarray"],
      ["numpy dtype", "dtype"],
      ["_codecs encode", "latin1"],
    ]),
);

const NUMBER_TYPE = /^(?:f[48]|[iu][1248])$/;

/** Makes values of what a pickle asks for. */
export class PickleMaker {
  private readonly file: string;
  /** bytes that may still be made of text: a short pickle could ask for them again and again */
  private encodable: number;

  constructor(file: string, fileBytes: number) {
    this.file = file;
    this.encodable = fileBytes;
  }

  /** @throws FORMAT_UNSUPPORTED for a global that is not on the list */
  global(module: string, name: string): PickleGlobal {
    const kind = GLOBALS.get(`${module} ${name}`);
    if (kind === undefined) throw this.refused(`it asks for ${module}.${name}`);
    return new PickleGlobal(kind);
  }

  /** What Python would get by calling `callable` with the values of a tuple. */
  reduce(callable: PickleValue, given: PickleValue): PickleValue {
    if (!(callable instanceof PickleGlobal) || !isTuple(given)) {
      throw this.refused("it calls what is no function of numpy");
    }
    const [first, second, third] = given;
    switch (callable.kind) {
      case "reconstruct":
        if (first instanceof PickleGlobal && first.kind === "ndarray") return new NumpyArray();
        break;
      case "dtype":
        if (typeof first === "string" && NUMBER_TYPE.test(first)) return new NumpyType(first);
        throw this.refused(`it holds values of the numpy type ${String(first).slice(0, 40)}`);
      case "frombuffer":
        return this.array(first, second, third, given[3] === "F");
      case "scalar":
        return this.scalar(first, second);
      case "latin1":
        if (typeof first === "string" && second === "latin1") return this.latin1(first);
        break;
      case "ndarray":
        break;
    }
    throw this.refused(`it calls numpy's ${callable.kind} in an unknown way`);
  }

  /** Gives a numpy object its state, a tuple. */
  build(target: PickleValue, state: PickleValue): void {
    if (target instanceof NumpyType && isTuple(state) && typeof state[1] === "string") {
      target.bigEndian = state[1] === ">";
      return;
    }
    if (target instanceof NumpyArray && target.type === null && isTuple(state)) {
      const [, shape, type, fortran, data] = state;
      Object.assign(target, this.array(data, type, shape, fortran === true));
      return;
    }
    throw this.refused("it gives a state to what has none");
  }

  private array(
    data: PickleValue,
    type: PickleValue,
    shape: PickleValue,
    fortran: boolean,
  ): NumpyArray {
    const array = new NumpyArray();
    if (!(data instanceof Uint8Array) || !(type instanceof NumpyType) || !isTuple(shape)) {
      throw this.refused("an array has no bytes, no type of numbers or no shape");
    }
    array.shape = shape.map((length) => {
      if (typeof length === "number" && length >= 0) return length;
      throw this.refused(`an array is ${String(length)} long`);
    });
    if (array.count * type.bytes !== data.length) {
      const needed = `${array.shape.join(" x ")} of ${type.code}`;
      throw this.refused(`an array of ${needed} has ${data.length} bytes`);
    }
    array.type = type;
    array.fortran = fortran;
    array.data = data;
    return array;
  }

  private scalar(type: PickleValue, data: PickleValue): PickleValue {
    return numbersOf(this.array(data, type, [1], false), 0, 1)[0];
  }

  private latin1(text: string): Uint8Array {
    this.encodable -= text.length;
    if (this.encodable < 0) throw this.refused("it makes more bytes than it has");
    return Uint8Array.from(text, (character) => character.charCodeAt(0));
  }

  private refused(reason: string) {
    return refusedPickle(this.file, reason);
  }
}

function isTuple(value: PickleValue): value is readonly PickleValue[] {
  return Array.isArray(value);
}

/** Values of an array from the `first` on, `step` apart, as many as `rows`. */
export function numbersOf(
  { data, type }: NumpyArray,
  first: number,
  rows: number,
  step = 1,
): Float64Array | Float32Array | BigInt64Array | BigUint64Array {
  const code = type?.code ?? "f8";
  const bytes = type?.bytes ?? 8;
  const little = type?.bigEndian !== true;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const at = (row: number) => (first + row * step) * bytes;
  const length = { length: rows };
  if (code === "f4") return Float32Array.from(length, (_, row) => view.getFloat32(at(row), little));
  if (code === "i8")
    return BigInt64Array.from(length, (_, row) => view.getBigInt64(at(row), little));
  if (code === "u8") {
    return BigUint64Array.from(length, (_, row) => view.getBigUint64(at(row), little));
  }
  const read: Readonly<Record<string, (byte: number) => number>> = {
    f8: (byte) => view.getFloat64(byte, little),
    i4: (byte) => view.getInt32(byte, little),
    u4: (byte) => view.getUint32(byte, little),
    i2: (byte) => view.getInt16(byte, little),
    u2: (byte) => view.getUint16(byte, little),
    i1: (byte) => view.getInt8(byte),
    u1: (byte) => view.getUint8(byte),
  };
  return Float64Array.from(length, (_, row) => read[code](at(row)));
}
