/** What an algorithm has asked about, so that it notices when it goes in circles. */
import type { SearchPoint } from "../space/dimension.js";

/** Batches without anything new, after which an algorithm should look elsewhere. */
const STALE_BATCHES = 5;

export class AskedPoints {
  readonly #keys = new Set<string>();
  #stale = 0;

  has(point: SearchPoint): boolean {
    return this.#keys.has(point.join());
  }

  add(point: SearchPoint): void {
    this.#keys.add(point.join());
  }

  /** Adds a batch. @returns whether some batches in a row have had nothing new */
  isStaleWith(batch: readonly SearchPoint[]): boolean {
    const before = this.#keys.size;
    for (const point of batch) this.add(point);
    this.#stale = this.#keys.size > before ? 0 : this.#stale + 1;
    if (this.#stale < STALE_BATCHES) return false;
    this.#stale = 0;
    return true;
  }
}
