/** Keys that are pressed one after the other, such as `g h`, and what they stand for. */

/** A sequence that goes on so much later is a new one. */
const REST_MS = 1200;

export interface Sequenced {
  readonly keys?: readonly string[];
  readonly alias?: readonly string[];
}

/** `"begun"`: more keys have to follow; null: the keys stand for nothing. */
export type Pressed<T> = T | "begun" | null;

export class KeySequences {
  #typed: readonly string[] = [];
  #lastMs = Number.NEGATIVE_INFINITY;

  /** @param atMs of any clock that only goes forward */
  press<T extends Sequenced>(key: string, atMs: number, among: readonly T[]): Pressed<T> {
    const fresh = atMs - this.#lastMs > REST_MS || this.#typed.length === 0;
    this.#lastMs = atMs;
    const found = fresh ? null : this.#look([...this.#typed, key], among);
    return found ?? this.#look([key], among);
  }

  #look<T extends Sequenced>(typed: readonly string[], among: readonly T[]): Pressed<T> {
    const begins = (keys: readonly string[] | undefined) =>
      keys !== undefined && typed.every((key, place) => keys[place] === key);
    const whole = (keys: readonly string[] | undefined) =>
      begins(keys) && keys?.length === typed.length;
    const done = among.find(({ keys, alias }) => whole(keys) || whole(alias));
    const begun = among.some(({ keys, alias }) => begins(keys) || begins(alias));
    this.#typed = done === undefined && begun ? typed : [];
    if (done !== undefined) return done;
    return begun ? "begun" : null;
  }
}
