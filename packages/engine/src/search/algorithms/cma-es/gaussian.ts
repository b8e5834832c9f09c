/**
 * The normal distribution that CMA-ES moves: its mean, its step and its covariance, learnt from ranked
 * points (N. Hansen, "The CMA Evolution Strategy: A Tutorial", arXiv 1604.00772, appendix A).
 */
import { exp, ln } from "@perpmill/core-wasm/portable";
import type { Dice } from "../dice.js";
import { type Eigen, eigenOf, identity, type Matrix } from "./eigen.js";
import type { Rates } from "./rates.js";

const EIGENVALUE_MIN = 1e-20;
/** Far beyond a space whose places are 0 to 1. */
const STEP_MAX = 1e4;

export class Gaussian {
  readonly mean: Float64Array;
  readonly #rates: Rates;
  readonly #covariance: Matrix;
  readonly #stepPath: Float64Array;
  readonly #path: Float64Array;
  #step: number;
  #eigen: Eigen;
  #generation = 0;

  constructor(mean: Float64Array, step: number, rates: Rates) {
    const n = mean.length;
    this.mean = mean;
    this.#step = step;
    this.#rates = rates;
    this.#covariance = identity(n);
    this.#stepPath = new Float64Array(n);
    this.#path = new Float64Array(n);
    this.#eigen = eigenOf(this.#covariance, n);
  }

  /** Deviation of one place. */
  deviation(at: number): number {
    return this.#step * Math.sqrt(this.#covariance[at * this.mean.length + at]);
  }

  /** Ratio of the longest axis to the shortest, squared. */
  get condition(): number {
    const { values } = this.#eigen;
    return values.reduce((a, b) => Math.max(a, b)) / values.reduce((a, b) => Math.min(a, b));
  }

  /** A point of the distribution. */
  draw(dice: Dice): Float64Array {
    const n = this.mean.length;
    const { values, vectors } = this.#eigen;
    const point = Float64Array.from(this.mean);
    for (let k = 0; k < n; k++) {
      const along = this.#step * Math.sqrt(values[k]) * dice.normal();
      for (let i = 0; i < n; i++) point[i] += vectors[i * n + k] * along;
    }
    return point;
  }

  /** C^-½ · y */
  #whitened(y: Float64Array): Float64Array {
    const n = y.length;
    const { values, vectors } = this.#eigen;
    const white = new Float64Array(n);
    for (let k = 0; k < n; k++) {
      let along = 0;
      for (let i = 0; i < n; i++) along += vectors[i * n + k] * y[i];
      along /= Math.sqrt(values[k]);
      for (let i = 0; i < n; i++) white[i] += vectors[i * n + k] * along;
    }
    return white;
  }

  /** @param points of a generation, the best first */
  learn(points: readonly Float64Array[]): void {
    const { weights, mu, muEffective, stepMemory, stepDamping, pathMemory } = this.#rates;
    const n = this.mean.length;
    const steps = points.map((point) =>
      point.map((place, i) => (place - this.mean[i]) / this.#step),
    );
    const move = new Float64Array(n);
    for (let rank = 0; rank < mu; rank++) {
      for (let i = 0; i < n; i++) move[i] += weights[rank] * steps[rank][i];
    }
    for (let i = 0; i < n; i++) this.mean[i] += this.#step * move[i];

    const white = this.#whitened(move);
    const stepGain = Math.sqrt(stepMemory * (2 - stepMemory) * muEffective);
    for (let i = 0; i < n; i++) {
      this.#stepPath[i] = (1 - stepMemory) * this.#stepPath[i] + stepGain * white[i];
    }
    const length = Math.sqrt(this.#stepPath.reduce((sum, one) => sum + one * one, 0));
    const isSteady = this.#isSteady(length);
    const gain = isSteady ? Math.sqrt(pathMemory * (2 - pathMemory) * muEffective) : 0;
    for (let i = 0; i < n; i++) {
      this.#path[i] = (1 - pathMemory) * this.#path[i] + gain * move[i];
    }
    this.#learnCovariance(steps, isSteady);
    const growth = (stepMemory / stepDamping) * (length / this.#rates.expectedLength - 1);
    this.#step = Math.min(STEP_MAX, this.#step * exp(Math.min(1, growth)));
    this.#generation++;
  }

  /** Whether the path of steps is no longer than it should be, so that the other path may go on. */
  #isSteady(length: number): boolean {
    const { stepMemory, expectedLength } = this.#rates;
    const forgotten = exp(2 * (this.#generation + 1) * ln(1 - stepMemory));
    return length / Math.sqrt(1 - forgotten) < (1.4 + 2 / (this.mean.length + 1)) * expectedLength;
  }

  #learnCovariance(steps: readonly Float64Array[], isSteady: boolean): void {
    const { weights, rankOne, rankMu, pathMemory } = this.#rates;
    const n = this.mean.length;
    const shares = weights.map((weight, rank) => {
      if (weight >= 0) return weight;
      const white = this.#whitened(steps[rank]);
      return (weight * n) / white.reduce((sum, one) => sum + one * one, Number.MIN_VALUE);
    });
    const sum = weights.reduce((total, one) => total + one, 0);
    const missed = isSteady ? 0 : rankOne * pathMemory * (2 - pathMemory);
    const kept = 1 + missed - rankOne - rankMu * sum;
    const c = this.#covariance;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        let learnt = 0;
        for (let rank = 0; rank < steps.length; rank++) {
          learnt += shares[rank] * steps[rank][i] * steps[rank][j];
        }
        const entry =
          kept * c[i * n + j] + rankOne * this.#path[i] * this.#path[j] + rankMu * learnt;
        c[i * n + j] = entry;
        c[j * n + i] = entry;
      }
    }
    const { values, vectors } = eigenOf(c, n);
    this.#eigen = { values: values.map((value) => Math.max(EIGENVALUE_MIN, value)), vectors };
  }
}
