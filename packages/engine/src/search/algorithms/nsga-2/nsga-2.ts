/**
 * NSGA-II (K. Deb et al., "A Fast and Elitist Multiobjective Genetic Algorithm: NSGA-II", 2002): parents
 * and children together are sorted into fronts, infeasible ones behind by their violation, and what fits
 * lives on, those with most room first where a front must be cut.
 *
 * Ordered values are their places, which cross and mutate as numbers do.
 */
import { Sobol } from "../../../sweeps/samplers/sobol.js";
import { type Dimension, pointAt } from "../../space/dimension.js";
import { type Answer, type Question, type SearchAlgorithm, wholeTime } from "../algorithm.js";
import { AskedPoints } from "../asked-points.js";
import { Dice } from "../dice.js";
import { crowdingOf, frontsOf } from "./sorting.js";
import { crossed, mutated } from "./variation.js";

const POPULATION_MIN = 12;
const POPULATION_MAX = 100;
/** A budget is spent on so many generations at least. */
const GENERATIONS_MIN = 20;
/** Times that a child is made anew which has been asked about before. */
const TRIES_MAX = 20;

interface Member {
  readonly places: readonly number[];
  readonly answer: Answer;
}

/** A member and its standing: the lesser front goes first, then the larger room. */
interface Ranked {
  readonly member: Member;
  readonly front: number;
  readonly room: number;
}

export class Nsga2 implements SearchAlgorithm {
  readonly #dimensions: readonly Dimension[];
  readonly #dice: Dice;
  readonly #sobol: Sobol;
  readonly #size: number;
  readonly #points = new AskedPoints();
  #parents: readonly Ranked[] = [];
  #asked: readonly (readonly number[])[] = [];

  /** @param budget questions that will be answered in all; small ones have a small population */
  constructor(dimensions: readonly Dimension[], seed: bigint, budget: number) {
    this.#dimensions = dimensions;
    this.#dice = new Dice(seed, 0);
    this.#sobol = new Sobol(dimensions.length, seed);
    const wanted = Math.min(POPULATION_MAX, Math.floor(budget / GENERATIONS_MIN));
    this.#size = 2 * Math.ceil(Math.max(POPULATION_MIN, wanted) / 2);
  }

  ask(): Question[] {
    this.#asked =
      this.#parents.length === 0
        ? Array.from({ length: this.#size }, () => this.#sobol.next())
        : this.#children();
    const points = this.#asked.map((places) => pointAt(this.#dimensions, places));
    for (const point of points) this.#points.add(point);
    return wholeTime(points);
  }

  tell(answers: readonly Answer[]): void {
    const children = this.#asked.map((places, at): Member => ({ places, answer: answers[at] }));
    const all = [...this.#parents.map(({ member }) => member), ...children];
    const living: Ranked[] = [];
    frontsOf(all.map(({ answer }) => answer)).forEach((front, number) => {
      const left = this.#size - living.length;
      if (left <= 0) return;
      const rooms = crowdingOf(
        front,
        all.map(({ answer }) => answer),
      );
      const ranked = front.map((at, k) => ({ member: all[at], front: number, room: rooms[k] }));
      living.push(...ranked.sort((a, b) => b.room - a.room || 0).slice(0, left));
    });
    this.#parents = living;
  }

  /** Children that were not asked about before, as long as some tries find any; else points of anywhere. */
  #children(): (readonly number[])[] {
    const children: (readonly number[])[] = [];
    for (let tries = 0; children.length < this.#size; tries++) {
      const [a, b] = [this.#parent(), this.#parent()];
      for (const places of crossed(this.#dimensions, a, b, this.#dice)) {
        if (children.length === this.#size) break;
        const isLost = tries > TRIES_MAX * this.#size;
        const child = isLost
          ? places.map(() => this.#dice.uniform())
          : mutated(this.#dimensions, places, this.#dice);
        const point = pointAt(this.#dimensions, child);
        if (!isLost && this.#points.has(point)) continue;
        this.#points.add(point);
        children.push(child);
      }
    }
    return children;
  }

  /** The better of two. */
  #parent(): readonly number[] {
    const a = this.#parents[this.#dice.below(this.#parents.length)];
    const b = this.#parents[this.#dice.below(this.#parents.length)];
    const isFirst = a.front === b.front ? a.room >= b.room : a.front < b.front;
    return (isFirst ? a : b).member.places;
  }
}
