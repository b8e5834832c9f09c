/** Turns between users: who was served longest ago is next, whatever others have waiting. */
export class Turns {
  readonly #served = new Map<string, number>();
  #count = 0;

  /** Which of those who wait is next; undefined of none. */
  next(owners: Iterable<string>): string | undefined {
    let first: string | undefined;
    let firstServed = Number.POSITIVE_INFINITY;
    for (const owner of owners) {
      const served = this.#served.get(owner) ?? -1;
      if (served >= firstServed) continue;
      first = owner;
      firstServed = served;
    }
    return first;
  }

  /** Notes that a user was served. */
  serve(owner: string): void {
    this.#count += 1;
    this.#served.set(owner, this.#count);
  }
}
