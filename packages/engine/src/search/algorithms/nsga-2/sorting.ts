/** Which members of a population come before others: fronts, and room within a front. */
import { dominates } from "../../front.js";
import type { Answer } from "../algorithm.js";

/** Whether `a` beats `b`: what is feasible, then the lesser violation, then domination. */
export function beats(a: Answer, b: Answer): boolean {
  if (a.violation !== b.violation) return a.violation < b.violation;
  return a.violation === 0 && dominates(a.values, b.values);
}

/** Indices by front, the best front first. */
export function frontsOf(answers: readonly Answer[]): number[][] {
  const beaten: number[][] = answers.map(() => []);
  const beatenBy = new Int32Array(answers.length);
  for (let a = 0; a < answers.length; a++) {
    for (let b = 0; b < answers.length; b++) {
      if (a !== b && beats(answers[a], answers[b])) {
        beaten[a].push(b);
        beatenBy[b]++;
      }
    }
  }
  const fronts: number[][] = [];
  let front = answers.flatMap((_, at) => (beatenBy[at] === 0 ? [at] : []));
  while (front.length > 0) {
    fronts.push(front);
    const next: number[] = [];
    for (const a of front) {
      for (const b of beaten[a]) if (--beatenBy[b] === 0) next.push(b);
    }
    front = next.sort((a, b) => a - b);
  }
  return fronts;
}

/** Crowding distance of each of a front; Infinity at the ends of an objective. */
export function crowdingOf(front: readonly number[], answers: readonly Answer[]): number[] {
  const distance = new Map<number, number>(front.map((one) => [one, 0]));
  const objectives = answers[front[0]]?.values.length ?? 0;
  for (let objective = 0; objective < objectives; objective++) {
    const value = (one: number) => answers[one].values[objective];
    const sorted = [...front].sort((a, b) => value(a) - value(b) || a - b);
    const width = value(sorted[sorted.length - 1]) - value(sorted[0]);
    sorted.forEach((one, at) => {
      const isEnd = at === 0 || at === sorted.length - 1;
      // Of values that are missing or all the same there is no room to speak of.
      const room =
        width > 0 && !isEnd ? (value(sorted[at + 1]) - value(sorted[at - 1])) / width : 0;
      distance.set(one, (distance.get(one) ?? 0) + (isEnd ? Number.POSITIVE_INFINITY : room));
    });
  }
  return front.map((one) => distance.get(one) ?? 0);
}
