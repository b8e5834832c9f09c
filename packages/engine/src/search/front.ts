/** Trials that no other one beats in every objective. */

/** Whether `a` is nowhere worse than `b` and somewhere better; less is better. */
export function dominates(a: readonly number[], b: readonly number[]): boolean {
  let isBetter = false;
  for (let at = 0; at < a.length; at++) {
    if (a[at] > b[at]) return false;
    if (a[at] < b[at]) isBetter = true;
  }
  return isBetter;
}

/** One of a front, by its number and its values, of which less is better. */
export interface FrontMember {
  readonly trial: number;
  readonly values: readonly number[];
}

/** The front of all that it is given. Of equal ones the first stands for all. */
export class Front {
  readonly #members: FrontMember[] = [];

  get members(): readonly FrontMember[] {
    return this.#members;
  }

  /** @returns whether the front has changed */
  add(member: FrontMember): boolean {
    const { values } = member;
    const isBeaten = this.#members.some(
      (one) =>
        dominates(one.values, values) || one.values.every((value, at) => value === values[at]),
    );
    if (isBeaten) return false;
    for (let at = this.#members.length - 1; at >= 0; at--) {
      if (dominates(values, this.#members[at].values)) this.#members.splice(at, 1);
    }
    this.#members.push(member);
    return true;
  }

  /** The member nearest to the best of each objective, on the scale of the front; null: it is empty. */
  nearest(): FrontMember | null {
    let best: FrontMember | null = null;
    let least = Number.POSITIVE_INFINITY;
    const objectives = this.#members[0]?.values.length ?? 0;
    const ends = Array.from({ length: objectives }, (_, at) => {
      const values = this.#members.map((member) => member.values[at]);
      return { low: Math.min(...values), high: Math.max(...values) };
    });
    for (const member of this.#members) {
      const away = ends.reduce((sum, { low, high }, at) => {
        const share = high > low ? (member.values[at] - low) / (high - low) : 0;
        return sum + share * share;
      }, 0);
      if (away < least) {
        least = away;
        best = member;
      }
    }
    return best;
  }
}
