/** How far prices go in a bar, jumps between bars counted. */

interface HighLowClose {
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/**
 * Wilder's average true range: the mean of the first `length` true ranges, from there each new one
 * weighing one in `length`.
 * @returns a value a bar, quote; null until there are `length` bars
 */
export function averageTrueRange(bars: readonly HighLowClose[], length: number): (number | null)[] {
  let mean = 0;
  let before: number | null = null;
  return bars.map(({ high, low, close }, row) => {
    const range =
      before === null
        ? high - low
        : Math.max(high - low, Math.abs(high - before), Math.abs(low - before));
    before = close;
    mean = row < length ? mean + range / length : mean + (range - mean) / length;
    return row < length - 1 ? null : mean;
  });
}
