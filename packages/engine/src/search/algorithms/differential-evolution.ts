/**
 * Differential evolution as JADE does it (J. Zhang and A. C. Sanderson, "JADE: Adaptive Differential
 * Evolution With Optional External Archive", 2009): current-to-pbest/1 with an archive, its two rates
 * drawn around means that move towards what has worked.
 *
 * Indices of ordered values are places between 0 and 1 and are moved as numbers are. A category is taken
 * over from one of the points that a mutant is made of, now and then from nowhere. What beats what is
 * Deb's rule. A population that has become one point, or asks
 * nothing new, starts anew around its best.
 */
import { Sobol } from "../../sweeps/samplers/sobol.js";
import { type Dimension, numberAt, placeOf, pointAt } from "../space/dimension.js";
import {
  type Answer,
  compareAnswers,
  type Question,
  type SearchAlgorithm,
  wholeTime,
} from "./algorithm.js";
import { AskedPoints } from "./asked-points.js";
import { Dice } from "./dice.js";

const POPULATION_MIN = 8;
const POPULATION_MAX = 60;
/** A budget is spent on so many generations at least. */
const GENERATIONS_MIN = 30;
/** Share of the population that "pbest" is one of. */
const BEST_SHARE = 0.1;
/** How fast the means of the rates move. */
const LEARNING = 0.1;
const RATE_DEVIATION = 0.1;
/** Share of categories that are drawn anew. */
const ANEW = 0.05;
/** A population is one point when no number of its points differs by more. */
const SAME_PLACE = 1e-6;

/** A point by its places, and how it fared. */
interface Member {
  readonly places: readonly number[];
  readonly answer: Answer;
}

/** A mutant that is asked about, and what it was made with. */
interface Mutant {
  readonly places: readonly number[];
  readonly factor: number;
  readonly crossover: number;
}

export class DifferentialEvolution implements SearchAlgorithm {
  readonly #dimensions: readonly Dimension[];
  readonly #dice: Dice;
  readonly #sobol: Sobol;
  readonly #size: number;
  readonly #points = new AskedPoints();
  #population: Member[] = [];
  #archive: (readonly number[])[] = [];
  #mutants: readonly Mutant[] = [];
  #factorMean = 0.5;
  #crossoverMean = 0.5;

  /** @param budget questions that will be answered in all; small ones have a small population */
  constructor(dimensions: readonly Dimension[], seed: bigint, budget: number) {
    this.#dimensions = dimensions;
    this.#dice = new Dice(seed, 0);
    this.#sobol = new Sobol(dimensions.length, seed);
    const wanted = Math.min(5 * dimensions.length + 5, Math.floor(budget / GENERATIONS_MIN));
    this.#size = Math.max(POPULATION_MIN, Math.min(POPULATION_MAX, wanted));
  }

  ask(): Question[] {
    const isFirst = this.#population.length < this.#size;
    this.#mutants = isFirst
      ? Array.from({ length: this.#size - this.#population.length }, () => this.#newcomer())
      : this.#offspring();
    return wholeTime(this.#mutants.map(({ places }) => pointAt(this.#dimensions, places)));
  }

  tell(answers: readonly Answer[]): void {
    if (this.#population.length < this.#size) {
      this.#population.push(
        ...this.#mutants.map(({ places }, at) => ({ places, answer: answers[at] })),
      );
    } else this.#select(answers);
    const asked = this.#mutants.map(({ places }) => pointAt(this.#dimensions, places));
    if (this.#points.isStaleWith(asked) || this.#isOnePoint()) this.#startAnew();
  }

  #newcomer(): Mutant {
    const point = pointAt(this.#dimensions, this.#sobol.next());
    const places = point.map((number, at) => placeOf(this.#dimensions[at], number));
    return { places, factor: this.#factorMean, crossover: this.#crossoverMean };
  }

  #offspring(): Mutant[] {
    const ranked = [...this.#population].sort((a, b) => compareAnswers(a.answer, b.answer));
    const best = ranked.slice(0, Math.max(2, Math.round(BEST_SHARE * this.#size)));
    return this.#population.map((_, at) => this.#mutant(at, best));
  }

  #factor(): number {
    for (;;) {
      const factor = this.#factorMean + RATE_DEVIATION * this.#dice.cauchy();
      if (factor > 0) return Math.min(1, factor);
    }
  }

  #crossover(): number {
    const drawn = this.#crossoverMean + RATE_DEVIATION * this.#dice.normal();
    return Math.min(1, Math.max(0, drawn));
  }

  #mutant(at: number, best: readonly Member[]): Mutant {
    const dice = this.#dice;
    const factor = this.#factor();
    const crossover = this.#crossover();
    const { places: own } = this.#population[at];
    const { places: leader } = best[dice.below(best.length)];
    const first = this.#other(at, -1, this.#size);
    const second = this.#other(at, first, this.#size + this.#archive.length);
    const a = this.#population[first].places;
    const b =
      second < this.#size ? this.#population[second].places : this.#archive[second - this.#size];
    const certain = dice.below(own.length);
    const places = own.map((place, d) => {
      if (d !== certain && dice.uniform() >= crossover) return place;
      const dimension = this.#dimensions[d];
      if (dimension.kind === "category") {
        if (dice.uniform() < ANEW) return dice.uniform();
        return [leader, a, b][dice.below(3)][d];
      }
      const moved = place + factor * (leader[d] - place) + factor * (a[d] - b[d]);
      // Out of the space: halfway between the parent and the border.
      if (moved < 0) return place / 2;
      return moved > 1 ? (place + 1) / 2 : moved;
    });
    return { places, factor, crossover };
  }

  /** An index under `count` that is neither of two. */
  #other(one: number, two: number, count: number): number {
    for (;;) {
      const drawn = this.#dice.below(count);
      if (drawn !== one && drawn !== two) return drawn;
    }
  }

  #select(answers: readonly Answer[]): void {
    const worked: Mutant[] = [];
    answers.forEach((answer, at) => {
      const parent = this.#population[at];
      const order = compareAnswers(answer, parent.answer);
      if (order > 0) return;
      this.#population[at] = { places: this.#mutants[at].places, answer };
      if (order === 0) return;
      worked.push(this.#mutants[at]);
      this.#archive.push(parent.places);
    });
    while (this.#archive.length > this.#size) {
      this.#archive.splice(this.#dice.below(this.#archive.length), 1);
    }
    if (worked.length === 0) return;
    const sum = worked.reduce((total, { factor }) => total + factor, 0);
    const squares = worked.reduce((total, { factor }) => total + factor * factor, 0);
    const crossovers = worked.reduce((total, { crossover }) => total + crossover, 0);
    this.#factorMean += LEARNING * (squares / sum - this.#factorMean);
    this.#crossoverMean += LEARNING * (crossovers / worked.length - this.#crossoverMean);
  }

  #isOnePoint(): boolean {
    const [first] = this.#population;
    return this.#population.every(({ places }) =>
      this.#dimensions.every((dimension, d) => {
        const one = numberAt(dimension, places[d]);
        return Math.abs(one - numberAt(dimension, first.places[d])) <= SAME_PLACE;
      }),
    );
  }

  #startAnew(): void {
    this.#population = [...this.#population]
      .sort((a, b) => compareAnswers(a.answer, b.answer))
      .slice(0, 1);
    this.#archive = [];
    this.#factorMean = 0.5;
    this.#crossoverMean = 0.5;
  }
}
