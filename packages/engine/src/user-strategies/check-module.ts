/** What a module must be to be run as a strategy: a kernel that can reach nothing but its memory. */
import { PerpmillError } from "../errors.js";

/** What the kernel calls of a module are. */
const EXPORTS = ["start", "advance", "finish", "setHeap"] as const;
/** Under this address lies what a module writes when it is made; bars and runs lie above. */
export const STATIC_BYTES = 4096;

const MAGIC = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
const SECTION_IMPORT = 2;
const SECTION_START = 8;
const SECTION_DATA = 11;
const KIND_MEMORY = 2;
const HAS_MAXIMUM = 1;
const IS_64_BIT = 4;
const I32_CONST = 0x41;
const END = 0x0b;

function refused(message: string, hint: string): PerpmillError {
  return new PerpmillError("STRATEGY_INVALID", { message, hint });
}

/** Reads what sections hold; WebAssembly has checked that they are well formed. */
class SectionReader {
  #at: number;

  constructor(
    readonly bytes: Uint8Array,
    at: number,
  ) {
    this.#at = at;
  }

  get at(): number {
    return this.#at;
  }

  byte(): number {
    return this.bytes[this.#at++];
  }

  skip(count: number): void {
    this.#at += count;
  }

  /** LEB128, up to 32 bits, unsigned (a signed one of an address reads alike from its low bits) */
  number(signed = false): number {
    let value = 0;
    let shift = 0;
    for (;;) {
      const byte = this.byte();
      value |= (byte & 0x7f) << shift;
      shift += 7;
      if ((byte & 0x80) !== 0) continue;
      if (signed && shift < 32 && (byte & 0x40) !== 0) value |= -1 << shift;
      return value >>> 0;
    }
  }

  name(): string {
    const length = this.number();
    const text = new TextDecoder().decode(this.bytes.subarray(this.#at, this.#at + length));
    this.skip(length);
    return text;
  }
}

function sectionsOf(bytes: Uint8Array): Map<number, SectionReader> {
  const sections = new Map<number, SectionReader>();
  const reader = new SectionReader(bytes, MAGIC.length);
  while (reader.at < bytes.length) {
    const id = reader.byte();
    const length = reader.number();
    sections.set(id, new SectionReader(bytes, reader.at));
    reader.skip(length);
  }
  return sections;
}

function checkImport(section: SectionReader | undefined): void {
  const needed = refused(
    "a strategy's module must import one thing, its memory env.memory with a declared maximum",
    "Build it with perpmill strategy build.",
  );
  if (section === undefined || section.number() !== 1) throw needed;
  const [from, name, kind] = [section.name(), section.name(), section.byte()];
  if (from !== "env" || name !== "memory" || kind !== KIND_MEMORY) throw needed;
  const flags = section.byte();
  if ((flags & HAS_MAXIMUM) === 0 || (flags & IS_64_BIT) !== 0) throw needed;
}

/** Constants of the module must not lie where the host keeps bars and runs. */
function checkData(section: SectionReader | undefined): void {
  if (section === undefined) return;
  for (let left = section.number(); left > 0; left--) {
    const mode = section.number();
    let end = 0;
    if (mode !== 1) {
      if (mode === 2) section.number();
      if (section.byte() !== I32_CONST)
        throw refused(
          "a constant of the strategy has no fixed place",
          "Build it with perpmill strategy build.",
        );
      end = section.number(true);
      if (section.byte() !== END)
        throw refused(
          "a constant of the strategy has no fixed place",
          "Build it with perpmill strategy build.",
        );
    }
    const length = section.number();
    section.skip(length);
    if (end + length > STATIC_BYTES) {
      throw refused(
        `the strategy's constant texts and tables take up to ${end + length} bytes, and there is room for ${STATIC_BYTES}`,
        "Make large tables in start(), and shorten texts.",
      );
    }
  }
}

/**
 * Checks bytes before they are ever run: a module that imports nothing but a memory with a declared
 * maximum, runs nothing when it is made, and has the calls of a kernel.
 * @throws STRATEGY_INVALID
 */
export function checkStrategyModule(bytes: Uint8Array<ArrayBuffer>): void {
  let exports: WebAssembly.ModuleExportDescriptor[];
  try {
    exports = WebAssembly.Module.exports(new WebAssembly.Module(bytes));
  } catch (cause) {
    throw new PerpmillError("STRATEGY_INVALID", {
      message: "these bytes are no WebAssembly module",
      hint: "Build the strategy again with perpmill strategy build.",
      cause,
    });
  }
  const sections = sectionsOf(bytes);
  checkImport(sections.get(SECTION_IMPORT));
  if (sections.has(SECTION_START)) {
    throw refused(
      "a strategy's module must run nothing when it is loaded, and this one has a start function",
      "Move what the top of the file works out into start().",
    );
  }
  checkData(sections.get(SECTION_DATA));
  for (const name of EXPORTS) {
    if (exports.some((one) => one.name === name && one.kind === "function")) continue;
    throw refused(
      `a strategy's module must export the function ${name}, and this one does not`,
      "Build it with perpmill strategy build.",
    );
  }
}
