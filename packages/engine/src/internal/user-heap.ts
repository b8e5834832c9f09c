/**
 * The region of memory in which a compiled strategy keeps its objects. All that such a strategy
 * remembers is there, so that a copy of it, at the same address, goes on as it did.
 */
import type { Kernel } from "@perpmill/core-wasm";
import { Misbehaviour } from "../callbacks/failure.js";
import type { MemoryPlan } from "./memory-plan.js";

/** Bytes of the region. */
export const HEAP_BYTES = 4_194_304;
/** Kept free before it: the columns of a market placed elsewhere may end a little later. */
const GAP_BYTES = 4096;

/** Offsets of assembly/user/heap.ts. */
const NEXT = 0;
const FAILURE = 8;
const MESSAGE = 12;
const LINE = 20;
const COLUMN = 24;
const KIND = 28;
const PRICE = 32;
const SIZE = 40;
const BOUND = 48;
const TIME = 56;
const BARS = 64;
/** of an object of AssemblyScript, before its address */
const OBJECT_BYTES = 4;

const KINDS = ["order", "opening long", "opening short", "closing long", "closing short"] as const;

/** A failure with what the strategy has left behind of it. */
export interface HeapFailure {
  readonly cause: unknown;
  /** complete bars; null: before the first */
  readonly bar: number | null;
  readonly timeMs: number | null;
  /** of the source, counted from 1; null: not known */
  readonly line: number | null;
  readonly column: number | null;
}

function orderText(view: DataView): string {
  const kind = KINDS[view.getInt32(KIND, true)] ?? KINDS[0];
  const [price, size] = [view.getFloat64(PRICE, true), view.getFloat64(SIZE, true)];
  return `${kind} at ${price} for ${size} contracts`;
}

export class UserHeap {
  readonly #kernel: Kernel;
  readonly #address: number;

  private constructor(kernel: Kernel, address: number) {
    this.#kernel = kernel;
    this.#address = address;
  }

  /** The region for a kernel that needs one, from a plan; null for any other kernel. */
  static take(kernel: Kernel, plan: MemoryPlan): UserHeap | null {
    if (kernel.setHeap === undefined) return null;
    plan.take(GAP_BYTES);
    return new UserHeap(kernel, plan.take(HEAP_BYTES));
  }

  /** Bytes that `take` takes at most. */
  static readonly planBytes = GAP_BYTES + HEAP_BYTES + 128;

  /** Where a saved region lay, and where it would end. */
  static placeOf(saved: Uint8Array): { readonly address: number; readonly end: number } {
    const address = new DataView(saved.buffer, saved.byteOffset).getUint32(0, true);
    return { address, end: address + HEAP_BYTES };
  }

  /** A saved region back in its place, for another kernel of the same module. Its memory holds it. */
  static settle(kernel: Kernel, saved: Uint8Array): UserHeap {
    const heap = new UserHeap(kernel, UserHeap.placeOf(saved).address);
    heap.claim();
    heap.restore(saved);
    return heap;
  }

  /** Tells the kernel where the region is; once the memory is large enough, before `start`. */
  claim(): void {
    this.#kernel.setHeap?.(this.#address, HEAP_BYTES);
  }

  /** A copy of what is used, its address before it. */
  save(): Uint8Array {
    const { buffer } = this.#kernel.memory;
    const used = new DataView(buffer, this.#address).getUint32(NEXT, true) - this.#address;
    const saved = new Uint8Array(4 + used);
    new DataView(saved.buffer).setUint32(0, this.#address, true);
    saved.set(new Uint8Array(buffer, this.#address, used), 4);
    return saved;
  }

  /** Goes back to a region that `save` has copied. */
  restore(saved: Uint8Array): void {
    new Uint8Array(this.#kernel.memory.buffer, this.#address).set(saved.subarray(4));
  }

  #text(address: number): string {
    const { buffer } = this.#kernel.memory;
    if (address < OBJECT_BYTES || address >= buffer.byteLength) return "";
    const view = new DataView(buffer);
    const bytes = Math.min(view.getUint32(address - OBJECT_BYTES, true), 2048);
    const end = Math.min(address + bytes, buffer.byteLength - 1);
    let text = "";
    for (let at = address; at + 1 < end + 1 && at < address + bytes; at += 2) {
      text += String.fromCharCode(view.getUint16(at, true));
    }
    return text;
  }

  /** What a kernel call that has thrown was about. */
  failure(thrown: unknown): HeapFailure {
    const view = new DataView(this.#kernel.memory.buffer, this.#address, 128);
    const time = view.getFloat64(TIME, true);
    const code = view.getInt32(FAILURE, true);
    const known = code !== 0;
    const isThrown = code === 2;
    return {
      cause: this.#cause(code, view, thrown),
      bar: known ? view.getInt32(BARS, true) : null,
      timeMs: known && Number.isFinite(time) ? time : null,
      line: isThrown ? view.getUint32(LINE, true) : null,
      column: isThrown ? view.getUint32(COLUMN, true) : null,
    };
  }

  #cause(code: number, view: DataView, thrown: unknown): unknown {
    switch (code) {
      case 1:
        return new Misbehaviour(
          `has used its ${HEAP_BYTES / 1_048_576} MB of memory up`,
          "Objects, arrays and texts are never given back: make them once, in fields or in start().",
        );
      case 2:
        return new Misbehaviour(
          `threw "${this.#text(view.getUint32(MESSAGE, true)) || "an error"}"`,
          "Look at that line with the data of that moment; a run can be repeated exactly.",
        );
      case 3:
        return new Misbehaviour(
          `placed an ${orderText(view)}, which are no numbers to trade on`,
          "Return from quote() while an indicator is not ready, and look for a division by 0.",
        );
      case 4:
        return new Misbehaviour(
          `placed more than ${view.getFloat64(BOUND, true)} orders on one side`,
          "Place fewer.",
        );
      case 5:
        return new Misbehaviour(
          `placed an ${orderText(view)}, beyond ${view.getFloat64(BOUND, true)}, which is as far as its bidReach() or askReach() goes`,
          "Let bidReach() be the highest factor of the price that it bids at, and askReach() the lowest that it asks at.",
        );
      case 6:
        return new Misbehaviour(
          `placed an ${orderText(view)} in the other position mode`,
          "Leave account.positionMode out, or set it to the mode of the strategy.",
        );
      case 7:
        return new Misbehaviour(
          `placed an ${orderText(view)} outside of quote()`,
          "Place orders in quote() only.",
        );
      default:
        return thrown;
    }
  }
}
