/**
 * CMA-ES (N. Hansen, "The CMA Evolution Strategy: A Tutorial", arXiv 1604.00772): full covariance with
 * negative weights, cumulative step-size control, restarts with twice the points (A. Auger and N. Hansen,
 * "A Restart CMA Evolution Strategy With Increasing Population Size", 2005).
 *
 * Numbers stay within their range: points outside are drawn again, up to a hundred times, then put on the
 * border. Ordered values have a margin, categories chances of their own. Infeasible points come after
 * feasible ones by Deb's rule. A run that asks nothing new any more is restarted, too.
 */
import { type Dimension, numberAt, valuesOf } from "../../space/dimension.js";
import {
  type Answer,
  compareAnswers,
  type Question,
  type SearchAlgorithm,
  wholeTime,
} from "../algorithm.js";
import { AskedPoints } from "../asked-points.js";
import { Dice } from "../dice.js";
import { Categories } from "./categories.js";
import { Gaussian } from "./gaussian.js";
import { withMargin } from "./margin.js";
import { defaultLambda, type Rates, ratesOf } from "./rates.js";

/** A first step of a third of the space: its middle and its borders are within reach. */
const FIRST_STEP = 0.3;
const REDRAWS_MAX = 100;
/** A run has ended when no place moves by more; parameters have six digits. */
const STEP_MIN = 1e-7;
const VALUE_TOLERANCE = 1e-12;
const CONDITION_MAX = 1e14;

/** A point that is asked about. */
interface Drawn {
  /** of the places, before they become values */
  readonly places: Float64Array;
  /** of the dimensions that are categories */
  readonly categories: readonly number[];
  readonly point: readonly number[];
}

/** One run until its restart. */
interface Run {
  readonly rates: Rates;
  readonly gaussian: Gaussian;
  readonly categories: readonly Categories[];
  /** by place */
  readonly stretches: Float64Array;
  /** best of each generation */
  readonly best: Answer[];
}

export class CmaEs implements SearchAlgorithm {
  readonly #dimensions: readonly Dimension[];
  /** dimensions with places, and those that are categories, by their index */
  readonly #placed: readonly number[];
  readonly #named: readonly number[];
  readonly #dice: Dice;
  #lambda: number;
  #run: Run;
  readonly #points = new AskedPoints();
  #asked: readonly Drawn[] = [];

  constructor(dimensions: readonly Dimension[], seed: bigint) {
    const isVaried = (at: number) => valuesOf(dimensions[at]) > 1;
    const varied = dimensions.map((_, at) => at).filter(isVaried);
    this.#dimensions = dimensions;
    this.#placed = varied.filter((at) => dimensions[at].kind !== "category");
    this.#named = varied.filter((at) => dimensions[at].kind === "category");
    this.#dice = new Dice(seed, 0);
    this.#lambda = Math.max(6, defaultLambda(Math.max(1, varied.length)));
    this.#run = this.#start(() => 0.5);
  }

  ask(): Question[] {
    this.#asked = Array.from({ length: this.#lambda }, () => this.#draw());
    return wholeTime(this.#asked.map(({ point }) => point));
  }

  tell(answers: readonly Answer[]): void {
    const { rates, gaussian, categories, best } = this.#run;
    const ranked = this.#asked
      .map((drawn, at) => ({ drawn, answer: answers[at] }))
      .sort((a, b) => compareAnswers(a.answer, b.answer));
    gaussian.learn(ranked.map(({ drawn }) => drawn.places));
    categories.forEach((one, at) => {
      one.learn(
        ranked.map(({ drawn }) => drawn.categories[at]),
        rates.weights,
      );
    });
    this.#mend();
    best.push(ranked[0].answer);
    const worst = ranked[ranked.length - 1].answer;
    const isStale = this.#points.isStaleWith(this.#asked.map(({ point }) => point));
    if (!isStale && !this.#hasEnded(worst)) return;
    this.#lambda *= 2;
    this.#run = this.#start(() => this.#dice.uniform());
  }

  #start(place: () => number): Run {
    const n = this.#placed.length;
    const rates = ratesOf(Math.max(1, n), this.#lambda);
    const mean = Float64Array.from({ length: n }, place);
    return {
      rates,
      gaussian: new Gaussian(mean, FIRST_STEP, rates),
      categories: this.#named.map((at) => {
        return new Categories(valuesOf(this.#dimensions[at]), this.#named.length);
      }),
      stretches: new Float64Array(n).fill(1),
      best: [],
    };
  }

  #draw(): Drawn {
    const { gaussian, categories, stretches } = this.#run;
    const isReal = (k: number) => this.#dimensions[this.#placed[k]].kind === "real";
    let places = gaussian.draw(this.#dice);
    const isOut = () => places.some((place, k) => isReal(k) && (place < 0 || place > 1));
    for (let tries = 1; tries < REDRAWS_MAX && isOut(); tries++) {
      places = gaussian.draw(this.#dice);
    }
    places = places.map((place, k) => (isReal(k) ? Math.min(1, Math.max(0, place)) : place));
    const drawn = categories.map((one) => one.draw(this.#dice));
    const point = this.#dimensions.map(() => 0);
    this.#placed.forEach((at, k) => {
      const middle = gaussian.mean[k];
      const place = isReal(k) ? places[k] : middle + stretches[k] * (places[k] - middle);
      point[at] = numberAt(this.#dimensions[at], place);
    });
    this.#named.forEach((at, k) => {
      point[at] = drawn[k];
    });
    return { places, categories: drawn, point };
  }

  #mend(): void {
    const { gaussian, stretches } = this.#run;
    const margin = 1 / (Math.max(1, this.#placed.length) * this.#lambda);
    this.#placed.forEach((at, k) => {
      const dimension = this.#dimensions[at];
      if (dimension.kind !== "ordered") return;
      const state = { mean: gaussian.mean[k], stretch: stretches[k] };
      const mended = withMargin(state, dimension.edges, gaussian.deviation(k), margin);
      gaussian.mean[k] = mended.mean;
      stretches[k] = mended.stretch;
    });
  }

  /** The criteria of the tutorial's B.3 that a bounded space needs. */
  #hasEnded(worst: Answer): boolean {
    const { gaussian, best, rates } = this.#run;
    const n = this.#placed.length;
    const generations = 10 + Math.ceil((30 * Math.max(1, n)) / rates.lambda);
    const recent = best.slice(-generations);
    if (recent.length === generations && worst.violation === 0) {
      const values = recent.map(({ values: [value] }) => value);
      const low = values.reduce((a, b) => Math.min(a, b));
      const high = Math.max(
        worst.values[0],
        values.reduce((a, b) => Math.max(a, b)),
      );
      if (high - low <= VALUE_TOLERANCE) return true;
    }
    const before = best.slice(0, -(120 + generations));
    if (before.length > 0) {
      const first = [...before].sort(compareAnswers)[0];
      const last = [...best.slice(-(120 + generations))].sort(compareAnswers)[0];
      if (compareAnswers(last, first) >= 0) return true;
    }
    if (n === 0) return false;
    const isStill = this.#placed.every((at, k) => {
      return this.#dimensions[at].kind !== "real" || gaussian.deviation(k) < STEP_MIN;
    });
    const hasReal = this.#placed.some((at) => this.#dimensions[at].kind === "real");
    return (hasReal && isStill) || gaussian.condition > CONDITION_MAX;
  }
}
