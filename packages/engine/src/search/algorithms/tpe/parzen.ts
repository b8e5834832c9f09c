/**
 * A density over points: one kernel around each of some points, the product of a kernel a dimension, and
 * a wide one around the middle of the space.
 *
 * Kernels of places are normals cut to 0..1; their deviation is Scott's rule on the points' own spread,
 * not under a hundredth nor over a fifth of the space. Ordered values are their places. Kernels of
 * categories give their own value most of the weight and share the rest.
 */
import { exp, ln } from "@perpmill/core-wasm/portable";
import { normalCdf } from "../../../luck/normal.js";
import { type Dimension, numberAt, placeOf, type SearchPoint } from "../../space/dimension.js";
import type { Dice } from "../dice.js";

const PRIOR_DEVIATION = 1;
const DEVIATION_MAX = 0.2;
/** Kernels beyond which the least deviation shrinks no further. */
const CLIP_KERNELS = 100;
const TRIES_MAX = 1000;
/** Kernels whose density is e^-20 of the largest add nothing. */
const NEGLIGIBLE = 20;
const LN_SQRT_2_PI = 0.9189385332046728;

/** ln of what a normal cut to 0..1 is divided by. */
function lnScale(mean: number, deviation: number): number {
  const inside = normalCdf((1 - mean) / deviation) - normalCdf(-mean / deviation);
  return ln(deviation) + LN_SQRT_2_PI + ln(inside);
}

function spreadOf(places: readonly number[]): number {
  const mean = places.reduce((sum, one) => sum + one, 0) / places.length;
  const squares = places.reduce((sum, one) => sum + (one - mean) * (one - mean), 0);
  return Math.sqrt(squares / Math.max(1, places.length - 1));
}

/** Half the width of the widest share of a value: kernels reach the neighbours at least. */
function halfStep(dimension: Dimension): number {
  if (dimension.kind !== "ordered") return 0;
  const { edges } = dimension;
  let widest = edges.length === 0 ? 0 : Math.max(edges[0], 1 - edges[edges.length - 1]);
  for (let k = 1; k < edges.length; k++) widest = Math.max(widest, edges[k] - edges[k - 1]);
  return widest / 2;
}

/** The kernels of one dimension. */
interface Kernels {
  readonly dimension: Dimension;
  /** places, or indices of categories */
  readonly centres: number[];
  readonly deviation: number;
  /** ln of what a kernel is divided by */
  readonly lnScales: number[];
  /** the same of the wide kernel */
  readonly lnWideScale: number;
  /** ln of a category's weight in a kernel of its own, and in another */
  readonly lnOwn: number;
  readonly lnOther: number;
}

export class Parzen {
  readonly #kernels: readonly Kernels[];
  #count = 0;
  #sums = new Float64Array(0);

  /** @param points that have kernels of their own */
  constructor(dimensions: readonly Dimension[], points: readonly SearchPoint[]) {
    const n = points.length;
    const scott = exp(-ln(Math.max(1, n)) / (dimensions.length + 4));
    this.#kernels = dimensions.map((dimension, at): Kernels => {
      const places = points.map((point) => placeOf(dimension, point[at]));
      const least = Math.max(1 / Math.min(CLIP_KERNELS, n + 2), halfStep(dimension));
      const deviation = Math.max(least, Math.min(DEVIATION_MAX, spreadOf(places)) * scott);
      const shared = dimension.kind === "category" ? 1 / (dimension.count * (n + 1)) : 0;
      const whole = dimension.kind === "category" ? 1 + 1 / (n + 1) : 1;
      return {
        dimension,
        deviation,
        centres: [],
        lnScales: [],
        lnWideScale: lnScale(0.5, PRIOR_DEVIATION),
        lnOwn: ln((1 + shared) / whole),
        lnOther: shared > 0 ? ln(shared / whole) : 0,
      };
    });
    for (const point of points) this.add(point);
  }

  /** Adds the kernel of a point, as wide as the others. */
  add(point: SearchPoint): void {
    this.#kernels.forEach(({ dimension, centres, deviation, lnScales }, at) => {
      if (dimension.kind === "category") {
        centres.push(point[at]);
        return;
      }
      const place = placeOf(dimension, point[at]);
      centres.push(place);
      lnScales.push(lnScale(place, deviation));
    });
    this.#count++;
  }

  /** A point of the density. */
  draw(dice: Dice): number[] {
    const kernel = dice.below(this.#count + 1);
    return this.#kernels.map(({ dimension, centres, deviation }) => {
      const isPrior = kernel === this.#count;
      if (dimension.kind === "category") {
        const { count } = dimension;
        const isOwn = !isPrior && dice.uniform() * (this.#count + 2) < this.#count + 1;
        return isOwn ? centres[kernel] : dice.below(count);
      }
      const mean = isPrior ? 0.5 : centres[kernel];
      const width = isPrior ? PRIOR_DEVIATION : deviation;
      for (let tries = 0; tries < TRIES_MAX; tries++) {
        const place = mean + width * dice.normal();
        if (place >= 0 && place <= 1) return numberAt(dimension, place);
      }
      return numberAt(dimension, mean);
    });
  }

  /** ln of the density at a point. */
  lnDensity(point: SearchPoint): number {
    const kernels = this.#count + 1;
    if (this.#sums.length < kernels) this.#sums = new Float64Array(2 * kernels);
    const sums = this.#sums.fill(0);
    this.#kernels.forEach((one, at) => {
      addLnDensities(sums, one, point[at]);
    });
    let largest = sums[0];
    for (let k = 1; k < kernels; k++) if (sums[k] > largest) largest = sums[k];
    const least = largest - NEGLIGIBLE;
    let total = 0;
    for (let k = 0; k < kernels; k++) if (sums[k] > least) total += exp(sums[k] - largest);
    return largest + ln(total) - ln(kernels);
  }
}

/** Adds the ln of each kernel's density in one dimension; the last is that of the wide kernel. */
function addLnDensities(sums: Float64Array, kernels: Kernels, number: number): void {
  const { dimension, centres, deviation, lnScales, lnWideScale, lnOwn, lnOther } = kernels;
  const count = centres.length;
  if (dimension.kind === "category") {
    for (let k = 0; k < count; k++) sums[k] += centres[k] === number ? lnOwn : lnOther;
    sums[count] -= ln(dimension.count);
    return;
  }
  const place = placeOf(dimension, number);
  const half = -0.5 / (deviation * deviation);
  for (let k = 0; k < count; k++) {
    const away = place - centres[k];
    sums[k] += half * away * away - lnScales[k];
  }
  const away = (place - 0.5) / PRIOR_DEVIATION;
  sums[count] -= 0.5 * away * away + lnWideScale;
}
