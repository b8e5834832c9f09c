/**
 * A parser of Python pickles, protocols 2 to 5, for plain values and numpy arrays. It executes
 * nothing: an opcode or a global that a cache of bars does not need ends the parsing.
 */
import { refusedPickle } from "./pickle-error.js";
import { PickleMaker, type PickleValue } from "./pickle-values.js";

/** Opcodes by what they are called in Python's pickletools. */
const OP = {
  proto: 0x80,
  frame: 0x95,
  stop: 0x2e,
  mark: 0x28,
  none: 0x4e,
  newTrue: 0x88,
  newFalse: 0x89,
  binInt: 0x4a,
  binInt1: 0x4b,
  binInt2: 0x4d,
  long1: 0x8a,
  long4: 0x8b,
  binFloat: 0x47,
  shortBinString: 0x55,
  binString: 0x54,
  shortBinUnicode: 0x8c,
  binUnicode: 0x58,
  binUnicode8: 0x8d,
  shortBinBytes: 0x43,
  binBytes: 0x42,
  binBytes8: 0x8e,
  byteArray8: 0x96,
  emptyTuple: 0x29,
  tuple1: 0x85,
  tuple2: 0x86,
  tuple3: 0x87,
  tuple: 0x74,
  global: 0x63,
  stackGlobal: 0x93,
  reduce: 0x52,
  build: 0x62,
  binPut: 0x71,
  longBinPut: 0x72,
  memoize: 0x94,
  binGet: 0x68,
  longBinGet: 0x6a,
} as const;

/** Whether bytes begin like a pickle of protocol 2 or later. */
export function isPickle(head: Uint8Array): boolean {
  return head[0] === OP.proto && head[1] >= 2 && head[1] <= 5;
}

/**
 * The value that a pickle describes.
 * @param bytes the whole file; arrays are views of it
 * @throws FORMAT_UNSUPPORTED, naming the opcode or global that is not taken
 */
export function parsePickle(bytes: Uint8Array, file: string): PickleValue {
  return new PickleParser(bytes, file).parse();
}

class PickleParser {
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private readonly file: string;
  private readonly make: PickleMaker;
  private at = 0;
  private readonly stack: PickleValue[] = [];
  /** how long the stack was at each mark */
  private readonly marks: number[] = [];
  private readonly memo = new Map<number, PickleValue>();

  constructor(bytes: Uint8Array, file: string) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.file = file;
    this.make = new PickleMaker(file, bytes.length);
  }

  parse(): PickleValue {
    if (!isPickle(this.bytes)) throw this.refused("it does not begin with a protocol from 2 to 5");
    for (;;) {
      const start = this.at;
      const opcode = this.unsigned(1);
      if (opcode === OP.stop) break;
      this.step(opcode, start);
    }
    if (this.at !== this.bytes.length)
      throw this.refused(`more follows its end at byte ${this.at}`);
    const value = this.pop();
    if (this.stack.length > 0) throw this.refused("it makes several values");
    return value;
  }

  private step(opcode: number, start: number): void {
    const { stack } = this;
    if (this.literal(opcode)) return;
    switch (opcode) {
      case OP.proto:
        this.unsigned(1);
        return;
      case OP.frame:
        // frames only say how much may be read at once
        this.length(8);
        return;
      case OP.mark:
        this.marks.push(stack.length);
        return;
      case OP.emptyTuple:
        stack.push([]);
        return;
      case OP.tuple1:
      case OP.tuple2:
      case OP.tuple3:
        stack.push(this.popMany(opcode - OP.tuple1 + 1));
        return;
      case OP.tuple:
        stack.push(this.popMany(stack.length - this.mark()));
        return;
      case OP.global:
        stack.push(this.make.global(this.line(), this.line()));
        return;
      case OP.stackGlobal: {
        const [module, name] = this.popMany(2);
        stack.push(this.make.global(String(module), String(name)));
        return;
      }
      case OP.reduce: {
        const [callable, given] = this.popMany(2);
        stack.push(this.make.reduce(callable, given));
        return;
      }
      case OP.build: {
        const state = this.pop();
        this.make.build(this.top(), state);
        return;
      }
      case OP.binPut:
        this.memo.set(this.unsigned(1), this.top());
        return;
      case OP.longBinPut:
        this.memo.set(this.unsigned(4), this.top());
        return;
      case OP.memoize:
        this.memo.set(this.memo.size, this.top());
        return;
      case OP.binGet:
        stack.push(this.recall(this.unsigned(1)));
        return;
      case OP.longBinGet:
        stack.push(this.recall(this.unsigned(4)));
        return;
    }
    const shown = `0x${opcode.toString(16).padStart(2, "0")}`;
    throw this.refused(`opcode ${shown} at byte ${start} is not one of a tuple of arrays`);
  }

  /** Pushes a number, text or bytes; false for any other opcode. */
  private literal(opcode: number): boolean {
    const value = this.literalOf(opcode);
    if (value === undefined) return false;
    this.stack.push(value);
    return true;
  }

  private literalOf(opcode: number): PickleValue | undefined {
    switch (opcode) {
      case OP.none:
        return null;
      case OP.newTrue:
        return true;
      case OP.newFalse:
        return false;
      case OP.binInt:
        return this.unsigned(4) | 0;
      case OP.binInt1:
        return this.unsigned(1);
      case OP.binInt2:
        return this.unsigned(2);
      case OP.long1:
        return this.long(this.unsigned(1));
      case OP.long4:
        return this.long(this.unsigned(4));
      case OP.binFloat:
        return this.view.getFloat64(this.skip(8), false);
      case OP.shortBinString:
        return this.text(1);
      case OP.binString:
      case OP.binUnicode:
        return this.text(4);
      case OP.shortBinUnicode:
        return this.text(1);
      case OP.binUnicode8:
        return this.text(8);
      case OP.shortBinBytes:
        return this.slice(this.length(1));
      case OP.binBytes:
        return this.slice(this.length(4));
      case OP.binBytes8:
      case OP.byteArray8:
        return this.slice(this.length(8));
      default:
        return undefined;
    }
  }

  private text(lengthBytes: 1 | 4 | 8): string {
    return new TextDecoder().decode(this.slice(this.length(lengthBytes)));
  }

  private long(bytes: number): number | bigint {
    if (bytes > 16) throw this.refused(`it holds a whole number of ${bytes} bytes`);
    let value = 0n;
    for (const byte of this.slice(bytes).toReversed()) value = value * 256n + BigInt(byte);
    value = BigInt.asIntN(bytes * 8, value);
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value;
  }

  /** A line of a GLOBAL opcode. */
  private line(): string {
    const end = this.bytes.indexOf(0x0a, this.at);
    if (end < 0) throw this.cut();
    const text = new TextDecoder().decode(this.bytes.subarray(this.at, end));
    this.at = end + 1;
    return text.slice(0, 100);
  }

  private mark(): number {
    const mark = this.marks.pop();
    if (mark === undefined) throw this.refused("a tuple ends that did not begin");
    return mark;
  }

  private recall(key: number): PickleValue {
    const value = this.memo.get(key);
    if (value === undefined)
      throw this.refused(`it recalls the value ${key}, which it did not keep`);
    return value;
  }

  private top(): PickleValue {
    const value = this.stack.at(-1);
    if (value === undefined) throw this.refused("it uses a value that is not there");
    return value;
  }

  private pop(): PickleValue {
    const value = this.top();
    this.stack.pop();
    return value;
  }

  private popMany(count: number): readonly PickleValue[] {
    if (count < 0 || count > this.stack.length) {
      throw this.refused("it uses a value that is not there");
    }
    return this.stack.splice(this.stack.length - count, count);
  }

  private length(bytes: 1 | 4 | 8): number {
    return bytes === 8 ? Number(this.view.getBigUint64(this.skip(8), true)) : this.unsigned(bytes);
  }

  private unsigned(bytes: 1 | 2 | 4): number {
    const at = this.skip(bytes);
    if (bytes === 1) return this.view.getUint8(at);
    return bytes === 2 ? this.view.getUint16(at, true) : this.view.getUint32(at, true);
  }

  private slice(bytes: number): Uint8Array {
    const at = this.skip(bytes);
    return this.bytes.subarray(at, at + bytes);
  }

  private skip(bytes: number): number {
    const at = this.at;
    if (at + bytes > this.bytes.length) throw this.cut();
    this.at = at + bytes;
    return at;
  }

  private cut() {
    return this.refused(`it is cut short at byte ${this.bytes.length}`);
  }

  private refused(reason: string) {
    return refusedPickle(this.file, reason);
  }
}
