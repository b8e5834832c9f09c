/**
 * CMA-ES with margin (R. Hamano et al., "CMA-ES with Margin: Lower-Bounding Marginal Probability for
 * Mixed-Integer Black-Box Optimization", 2022): after each generation the mean and the spread of an
 * ordered value are mended so that its neighbours keep at least a small chance, however small the step
 * has become.
 */
import { normalCdf, normalQuantile } from "../../../luck/normal.js";

const SHARE_MIN = 1e-10;

export interface MarginState {
  readonly mean: number;
  /** by which the spread is stretched before a place becomes a value */
  readonly stretch: number;
}

/** Deviations away beyond which lies `share` of the normal. */
function reach(share: number): number {
  return normalQuantile(1 - Math.min(0.5 - SHARE_MIN, Math.max(SHARE_MIN, share)));
}

/**
 * The mended mean and stretch of an ordered value.
 * @param edges between neighbouring values, one at least
 * @param deviation of its place, not stretched
 * @param margin the least chance of what lies on either side
 */
export function withMargin(
  { mean, stretch }: MarginState,
  edges: Float64Array,
  deviation: number,
  margin: number,
): MarginState {
  let above = 0;
  while (above < edges.length && edges[above] < mean) above++;
  const low = edges[Math.max(0, above - 1)];
  const high = edges[Math.min(edges.length - 1, above)];
  const spread = deviation * stretch;
  const under = normalCdf((low - mean) / spread);
  const over = 1 - normalCdf((high - mean) / spread);
  if (low === high) {
    // The value is the first or the last: the other side of its one edge keeps the margin.
    if (Math.min(under, over) >= margin) return { mean, stretch };
    const side = mean < low ? -1 : 1;
    return { mean: low + side * spread * reach(margin), stretch };
  }
  const inside = 1 - under - over;
  const least = margin / 2;
  const [first, last] = [Math.max(least, under), Math.max(least, over)];
  const excess = (1 - first - last - inside) / (first + inside + last - 3 * least);
  const lowReach = reach(first + excess * (first - least));
  const highReach = reach(last + excess * (last - least));
  return {
    mean: (low * highReach + high * lowReach) / (lowReach + highReach),
    stretch: (high - low) / ((lowReach + highReach) * deviation),
  };
}
