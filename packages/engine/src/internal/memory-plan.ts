/** Hands out addresses in a kernel memory, in order, and says how many bytes they take. */

const ALIGNMENT = 64;
/** Under this address lies what the compiler may put there. */
const FIRST_ADDRESS = 4096;
const PAGE_BYTES = 65_536;

/** Addresses grow; nothing is ever given back one by one. */
export class MemoryPlan {
  #next: number;

  constructor(from = FIRST_ADDRESS) {
    this.#next = from;
  }

  /** Address of a block of `bytes`, aligned to 64. */
  take(bytes: number): number {
    const address = this.#next;
    this.#next = Math.ceil((address + bytes) / ALIGNMENT) * ALIGNMENT;
    return address;
  }

  /** Bytes up to the end of the last block. */
  get end(): number {
    return this.#next;
  }
}

/** Pages of 64 KiB that hold `bytes`. */
export function pagesFor(bytes: number): number {
  return Math.ceil(bytes / PAGE_BYTES);
}

/** Grows `memory` to hold `bytes`. Views made before are detached. */
export function ensureBytes(memory: WebAssembly.Memory, bytes: number): void {
  const missing = pagesFor(bytes - memory.buffer.byteLength);
  if (missing > 0) memory.grow(missing);
}
