/** The closes of bars against those of a mark series or of a second source. */
import { type Bars, openTimeMs, type PriceSeries } from "../market-data/bars.js";

/** Differences in basis points of the other price; positive: ours is higher. */
export interface BasisBps {
  readonly mean: number;
  readonly sd: number;
  /** largest by size */
  readonly max: number;
  /** UTC ms, open time of that bar */
  readonly maxMs: number;
}

export interface PriceComparison {
  /** name of the other source */
  readonly source: string;
  /** bars that both have */
  readonly matched: number;
  /** bars of ours inside the span of the other one that it does not have */
  readonly onlyHere: number;
  /** bars of the other one inside our span that we do not have */
  readonly onlyThere: number;
  /** bars of both with the same close */
  readonly equal: number;
  /** null without a bar that both have */
  readonly basisBps: BasisBps | null;
  /** correlation of the close-to-close moves, -1..1; null where there is no spread */
  readonly correlation: number | null;
}

/** A column of closes with its times. */
interface Closes {
  readonly count: number;
  readonly timeMs: (row: number) => number;
  readonly close: (row: number) => number;
}

/** Compares with a mark, index or premium series. */
export function compareWithSeries(bars: Bars, series: PriceSeries): PriceComparison {
  return compare(closesOf(bars), series.source.name, {
    count: series.count,
    timeMs: (row) => series.openTimeMs[row],
    close: (row) => series.close[row],
  });
}

/** Compares with other bars. */
export function compareWithBars(bars: Bars, other: Bars): PriceComparison {
  return compare(closesOf(bars), other.source.name, closesOf(other));
}

function closesOf(bars: Bars): Closes {
  const unitsPerPrice = 10 ** bars.priceDecimals;
  return {
    count: bars.count,
    timeMs: (row) => openTimeMs(bars, row),
    close: (row) => bars.close[row] / unitsPerPrice,
  };
}

function compare(ours: Closes, source: string, theirs: Closes): PriceComparison {
  const basis = new Moments();
  const moves = new Correlation();
  let [matched, onlyHere, onlyThere, equal] = [0, 0, 0, 0];
  let max = 0;
  let maxMs = 0;
  let before: readonly [number, number] | null = null;
  for (let a = 0, b = 0; a < ours.count && b < theirs.count; ) {
    const distance = ours.timeMs(a) - theirs.timeMs(b);
    if (distance !== 0) {
      if (distance < 0) {
        if (b > 0) onlyHere += 1;
        a += 1;
      } else {
        if (a > 0) onlyThere += 1;
        b += 1;
      }
      before = null;
      continue;
    }
    const [here, there] = [ours.close(a), theirs.close(b)];
    const bps = (here / there - 1) * 10_000;
    if (matched === 0 || Math.abs(bps) > Math.abs(max)) [max, maxMs] = [bps, ours.timeMs(a)];
    if (here === there) equal += 1;
    matched += 1;
    basis.add(bps);
    if (before !== null) moves.add(here / before[0] - 1, there / before[1] - 1);
    before = [here, there];
    a += 1;
    b += 1;
  }
  const basisBps = matched === 0 ? null : { mean: basis.mean, sd: basis.sd, max, maxMs };
  return { source, matched, onlyHere, onlyThere, equal, basisBps, correlation: moves.value };
}

/** Running mean and deviation (Welford). */
class Moments {
  private count = 0;
  private squares = 0;
  mean = 0;

  add(value: number): void {
    this.count += 1;
    const delta = value - this.mean;
    this.mean += delta / this.count;
    this.squares += delta * (value - this.mean);
  }

  get sd(): number {
    return Math.sqrt(this.squares / this.count);
  }
}

class Correlation {
  private readonly x = new Moments();
  private readonly y = new Moments();
  private count = 0;
  private products = 0;

  add(x: number, y: number): void {
    this.count += 1;
    const delta = x - this.x.mean;
    this.x.add(x);
    this.y.add(y);
    this.products += delta * (y - this.y.mean);
  }

  get value(): number | null {
    const spread = this.count === 0 ? 0 : this.x.sd * this.y.sd * this.count;
    return spread > 0 ? this.products / spread : null;
  }
}
