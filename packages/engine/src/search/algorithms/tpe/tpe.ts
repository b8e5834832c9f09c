/**
 * Tree-structured Parzen estimator (J. Bergstra et al., "Algorithms for Hyper-Parameter Optimization",
 * 2011), over all dimensions at once (S. Falkner et al., "BOHB", 2018): points are drawn where the best
 * tenth of those known is dense, and of some drawn the one is asked at which it is densest compared with
 * the others. Points of a batch that are still out count as others, so that a batch spreads, and the last
 * of a batch is a Sobol' point, so that no part of the space is given up (BOHB's share of random points).
 */
import { Sobol } from "../../../sweeps/samplers/sobol.js";
import { type Dimension, pointAt, type SearchPoint } from "../../space/dimension.js";
import {
  type Answer,
  compareAnswers,
  type Question,
  type SearchAlgorithm,
  wholeTime,
} from "../algorithm.js";
import { AskedPoints } from "../asked-points.js";
import { Dice } from "../dice.js";
import { Parzen } from "./parzen.js";

/** Sobol' points before anything is learnt. */
const FIRST = 16;
const BATCH = 8;
const CANDIDATES = 24;
const BEST_SHARE = 0.1;
const BEST_MAX = 25;
/** Of more others, so many stand for all, evenly by rank: what is asked next should not take longer and longer. */
const OTHERS_MAX = 250;

interface Known {
  readonly point: SearchPoint;
  readonly answer: Answer;
}

export class TpeSearch implements SearchAlgorithm {
  readonly #dimensions: readonly Dimension[];
  readonly #dice: Dice;
  readonly #sobol: Sobol;
  /** the best first, equal ones in the order they were told */
  readonly #ranked: Known[] = [];
  readonly #points = new AskedPoints();
  #asked: readonly SearchPoint[] = [];

  constructor(dimensions: readonly Dimension[], seed: bigint) {
    this.#dimensions = dimensions;
    this.#dice = new Dice(seed, 0);
    this.#sobol = new Sobol(dimensions.length, seed);
  }

  ask(): Question[] {
    this.#asked = this.#ranked.length === 0 ? this.#firstPoints() : this.#learntPoints();
    return wholeTime(this.#asked);
  }

  tell(answers: readonly Answer[]): void {
    answers.forEach((answer, at) => {
      this.#insert({ point: this.#asked[at], answer });
    });
  }

  #insert(known: Known): void {
    let from = 0;
    let to = this.#ranked.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (compareAnswers(this.#ranked[middle].answer, known.answer) <= 0) from = middle + 1;
      else to = middle;
    }
    this.#ranked.splice(from, 0, known);
  }

  #nextPoint(): SearchPoint {
    return pointAt(this.#dimensions, this.#sobol.next());
  }

  #firstPoints(): SearchPoint[] {
    const points = Array.from({ length: FIRST }, () => this.#nextPoint());
    for (const point of points) this.#points.add(point);
    return points;
  }

  #learntPoints(): SearchPoint[] {
    const ranked = this.#ranked;
    const best = Math.min(BEST_MAX, Math.ceil(BEST_SHARE * ranked.length));
    const good = new Parzen(this.#dimensions, pointsOf(ranked, 0, best, best));
    const others = new Parzen(
      this.#dimensions,
      pointsOf(ranked, best, ranked.length, Math.min(OTHERS_MAX, ranked.length - best)),
    );
    return Array.from({ length: BATCH }, (_, at) => {
      const isLearnt = at < BATCH - 1;
      const point = isLearnt ? this.#mostPromising(good, others) : this.#nextPoint();
      others.add(point);
      this.#points.add(point);
      return point;
    });
  }

  /** Points that were asked before are only asked again when nothing else is drawn. */
  #mostPromising(good: Parzen, others: Parzen): SearchPoint {
    const drawn = Array.from({ length: CANDIDATES }, () => good.draw(this.#dice));
    const fresh = drawn.filter((point) => !this.#points.has(point));
    if (fresh.length === 0) return this.#anywhere();
    let best = fresh[0];
    let most = Number.NEGATIVE_INFINITY;
    for (const point of fresh) {
      const promise = good.lnDensity(point) - others.lnDensity(point);
      if (promise > most) {
        most = promise;
        best = point;
      }
    }
    return best;
  }

  #anywhere(): SearchPoint {
    return pointAt(
      this.#dimensions,
      this.#dimensions.map(() => this.#dice.uniform()),
    );
  }
}

/** Points from one rank up to another, `count` of them evenly apart. */
function pointsOf(
  ranked: readonly Known[],
  from: number,
  to: number,
  count: number,
): readonly SearchPoint[] {
  const at = (k: number) => from + Math.floor((k * (to - from)) / count);
  return Array.from({ length: count }, (_, k) => ranked[at(k)].point);
}
