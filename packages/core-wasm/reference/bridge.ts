/** `path.model = "bridge"`: points of a bar drawn between its open, its extremes and its close. Semantics 2. */
import { exp } from "../portable/math.js";
import { mix } from "./math/mix.js";

/** A bar's four prices, whole units. */
export interface BarPrices {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/** A number of a point and the price there, units. */
interface Anchor {
  readonly point: number;
  readonly price: number;
}

const DRAWS_OF_TIMES = [1, 2, 3] as const;
/** point k takes draw 3 + k */
const DRAW_OF_POINT = 3;
const QUARTER = 0xffffn;
const MEAN_OF_QUARTERS = 131_070;
/** √3/65536: what makes the deviation of `e` one */
const BELL = 2.6428997918226276e-5;
const FOUR_LN_2 = 2.772588722239781;
const SIXTEEN_LN_2 = 11.090354888959125;
const SHORTEST_PASSAGE = 0.5;
const STEP_SHARE = 0.85;

/** `e` of a draw: whole, nearly normal around 0. */
function bellOf(draw: bigint): number {
  let sum = 0;
  for (let shift = 0n; shift < 64n; shift += 16n) sum += Number((draw >> shift) & QUARTER);
  return sum - MEAN_OF_QUARTERS;
}

/** Part 1: whether the low comes before the high. */
function lowComesFirst({ open, high, low, close }: BarPrices, draw: bigint): boolean {
  if (open === low) return true;
  if (open === high) return false;
  if (close === high) return true;
  if (close === low) return false;
  const uniform = Number(draw >> 11n) / 2 ** 53;
  return uniform < 1 / (1 + exp(((open - close) * SIXTEEN_LN_2) / (high - low)));
}

/** Part 2: the open, the extremes where they are touched, the close. */
function anchorsOf(bar: BarPrices, count: number, seed: bigint): readonly Anchor[] {
  const { open, close } = bar;
  const isLowFirst = lowComesFirst(bar, mix(seed, 0));
  const first = isLowFirst ? bar.low : bar.high;
  const second = isLowFirst ? bar.high : bar.low;
  const distances = [first - open, bar.high - bar.low, close - second];
  const weights = DRAWS_OF_TIMES.map((j, i) => {
    const bell = bellOf(mix(seed, j)) * BELL;
    return (distances[i] * distances[i]) / (bell * bell + SHORTEST_PASSAGE);
  });
  const total = weights[0] + weights[1] + weights[2];
  const pointAfter = (weight: number) => 1 + Math.floor(((count - 1) * weight) / total + 0.5);
  const endsThere = close === second;
  let a = 1;
  if (open !== first) {
    a = Math.min(Math.max(pointAfter(weights[0]), 2), endsThere ? count - 1 : count - 2);
  }
  let b = count;
  if (!endsThere) {
    b = Math.min(Math.max(pointAfter(weights[0] + weights[1]), a + 1), count - 1);
  }
  return [
    { point: 1, price: open },
    { point: a, price: first },
    { point: b, price: second },
    { point: count, price: close },
  ];
}

/** Back into the bar what has left it. */
function reflected(price: number, { high, low }: BarPrices): number {
  if (price > high) return Math.max(high + (high - price), low);
  if (price < low) return Math.min(low + (low - price), high);
  return price;
}

/**
 * Writes points 1 … `count` to `points[1 … count]`.
 * @param seed `path.seed`
 * @param index of the bar in the run
 */
export function bridgePoints(
  points: number[],
  bar: BarPrices,
  count: number,
  seed: bigint,
  index: number,
): void {
  const barSeed = mix(seed, index);
  const range = bar.high - bar.low;
  const step = ((STEP_SHARE * range) / Math.sqrt(FOUR_LN_2 * count)) * BELL;
  const anchors = anchorsOf(bar, count, barSeed);
  points[1] = bar.open;
  for (let piece = 1; piece < anchors.length; piece++) {
    const from = anchors[piece - 1];
    const to = anchors[piece];
    const length = to.point - from.point;
    const sums = [0];
    for (let n = 1; n <= length; n++) {
      sums.push(sums[n - 1] + bellOf(mix(barSeed, DRAW_OF_POINT + from.point + n)));
    }
    const pull = (to.price - from.price - step * sums[length]) / length;
    for (let n = 1; n < length; n++) {
      const price = from.price + (step * sums[n] + pull * n);
      points[from.point + n] = Math.floor(reflected(price, bar) + 0.5);
    }
    points[to.point] = to.price;
  }
}

/** Time of point `k` (1 … `count`) of a bar, UTC ms. */
export function bridgeTimeMs(
  openTimeMs: number,
  intervalMs: number,
  count: number,
  k: number,
): number {
  return openTimeMs + (k < count ? Math.floor(((k - 1) * intervalMs) / count) : intervalMs - 1);
}
