/** Runs of bars in which nothing happened. */
import { type Bars, openTimeMs } from "../market-data/bars.js";

/** Bars of a kind, and how they hang together. A hole ends a run. */
export interface Runs {
  readonly bars: number;
  /** of all bars, 0..1 */
  readonly share: number;
  /** runs of two bars or more */
  readonly runs: number;
  readonly longest: { readonly fromMs: number; readonly bars: number } | null;
}

/** Bars without volume; null where the source has no volume. */
export function zeroVolumeRuns(bars: Bars): Runs | null {
  const { volume } = bars;
  return volume === null ? null : runsOf(bars, (row) => volume[row] === 0);
}

/** Bars whose four prices are the same. */
export function flatRuns(bars: Bars): Runs {
  const { high, low } = bars;
  return runsOf(bars, (row) => high[row] === low[row]);
}

function runsOf(bars: Bars, is: (row: number) => boolean): Runs {
  const { count, timeIndex } = bars;
  let found = 0;
  let runs = 0;
  let length = 0;
  let longestEnd = 0;
  let longestLength = 0;
  for (let row = 0; row < count; row += 1) {
    if (!is(row)) {
      length = 0;
      continue;
    }
    found += 1;
    const follows = length > 0 && timeIndex[row] - timeIndex[row - 1] === 1;
    length = follows ? length + 1 : 1;
    if (length === 2) runs += 1;
    if (length <= longestLength) continue;
    longestLength = length;
    longestEnd = row;
  }
  const longest =
    found === 0
      ? null
      : { fromMs: openTimeMs(bars, longestEnd - longestLength + 1), bars: longestLength };
  return { bars: found, share: found / count, runs, longest };
}
