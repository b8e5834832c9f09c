/** Every indicator that trading-signals has against trading-signals, on random and on real bars. */
import fc from "fast-check";
import {
  ADX,
  ATR,
  BollingerBands,
  DonchianChannels,
  EMA,
  getStandardDeviation,
  MACD,
  RSI,
  SMA,
  VWAP,
  WMA,
} from "trading-signals";
import { describe, expect, it } from "vitest";
import { type Bar, hasRealBars, randomBars, realBars } from "./bars.js";
import { expectRows, rowsOf } from "./compare.js";
import { DRIVEN } from "./driven.js";

const RUNS = 200;
const SEED = Number(process.env.FC_SEED ?? 20_240_229);
console.log(`indicators against trading-signals: FC_SEED=${SEED}, ${RUNS} runs each`);
const DRAWN = { numRuns: RUNS, seed: SEED };

type Row = readonly number[] | null;
type Oracle = (bars: readonly Bar[], period: number) => Row[];

interface Series {
  add(close: number): number | null;
}

function onCloses(make: (period: number) => Series): Oracle {
  return (bars, period) => {
    const oracle = make(period);
    return bars.map(({ close }) => {
      const value = oracle.add(close);
      return value === null ? null : [value];
    });
  };
}

/** A value of an oracle that answers before it has seen `warmUp` bars counts from there on. */
function from(warmUp: number, rows: readonly Row[]): Row[] {
  return rows.map((row, i) => (i + 1 < warmUp ? null : row));
}

const ORACLES = {
  sma: onCloses((period) => new SMA(period)),
  ema: (bars, period) => from(period, onCloses((n) => new EMA(n))(bars, period)),
  wma: onCloses((period) => new WMA(period)),
  rsi: onCloses((period) => new RSI(period)),
  atr: (bars, period) => {
    const oracle = new ATR(period);
    return bars.map((bar) => {
      const value = oracle.add(bar);
      return value === null ? null : [value];
    });
  },
  bollinger: (bars, period) => {
    const oracle = new BollingerBands(period, 2.5);
    return bars.map(({ close }) => {
      const bands = oracle.add(close);
      return bands && [bands.upper, bands.middle, bands.lower];
    });
  },
  donchian: (bars, period) => {
    const oracle = new DonchianChannels(period);
    return bars.map((bar) => {
      const channel = oracle.add(bar);
      return channel && [channel.upper, channel.middle, channel.lower];
    });
  },
  rollingSd: (bars, period) =>
    bars.map((_, i) => {
      if (i + 1 < period) return null;
      const closes = bars.slice(i + 1 - period, i + 1).map(({ close }) => close);
      return [getStandardDeviation(closes), closes.reduce((sum, x) => sum + x, 0) / period];
    }),
  macd: (bars, period) => {
    const oracle = new MACD(new EMA(period), new EMA(2 * period), new EMA(5));
    const rows = bars.map(({ close }) => {
      const result = oracle.add(close);
      return result && [result.macd, result.signal, result.histogram];
    });
    return from(2 * period + 4, rows);
  },
} satisfies Partial<Record<keyof typeof DRIVEN, Oracle>>;

/** A price that never moves has no direction: 50 here, 100 there, and theirs is silent at period 1. */
function moves(bars: readonly Bar[]): boolean {
  return bars.length < 2 || bars.slice(1).every(({ close }, i) => close !== bars[i].close);
}

describe.each(Object.keys(ORACLES) as (keyof typeof ORACLES)[])("%s", (name) => {
  const compare = (bars: readonly Bar[], period: number) => {
    const scaleOf = (i: number) => (name === "rsi" ? 100 : bars[i].high);
    expectRows(rowsOf(DRIVEN[name](period), bars), ORACLES[name](bars, period), scaleOf);
  };

  it("is that of trading-signals on random bars", () => {
    fc.assert(
      fc.property(randomBars, fc.integer({ min: 1, max: 30 }), (bars, period) => {
        fc.pre(name !== "rsi" || (moves(bars) && period > 1));
        compare(bars, period);
      }),
      DRAWN,
    );
  });

  it.skipIf(!hasRealBars)("is that of trading-signals on 20 000 real bars", () => {
    compare(realBars(20_000), 20);
  });
});

describe("dayVwap", () => {
  it("is that of trading-signals within a day", () => {
    fc.assert(
      fc.property(randomBars, (bars) => {
        const day = bars
          .slice(0, 24)
          .map((bar, i) => ({ ...bar, timeMs: i, volume: bar.volume + 1 }));
        const oracle = new VWAP();
        const expected = day.map((bar) => {
          const value = oracle.add(bar);
          return value === null ? null : [value];
        });
        expectRows(rowsOf(DRIVEN.dayVwap(), day), expected, (i) => day[i].high);
      }),
      DRAWN,
    );
  });
});

describe("adx", () => {
  /** Equal moves up and down count for neither (Wilder); trading-signals counts them for both. */
  function withoutTies(bars: readonly Bar[]): Bar[] {
    return bars.filter(
      (bar, i) => i === 0 || bar.high - bars[i - 1].high !== bars[i - 1].low - bar.low,
    );
  }

  it.skipIf(!hasRealBars)("is that of trading-signals once both have forgotten the start", () => {
    // Theirs counts the first bar as one without a move, Wilder begins with the second.
    const bars = withoutTies(withoutTies(realBars(5_000)));
    const oracle = new ADX(14);
    const ours = rowsOf(DRIVEN.adx(14), bars);
    const theirs = bars.map((bar) => {
      const value = oracle.add(bar);
      return value === null ? null : [value, 100 * Number(oracle.pdi), 100 * Number(oracle.mdi)];
    });
    const settled = bars.length - 4_000;
    expect(settled).toBeGreaterThan(500);
    expectRows(ours.slice(settled), theirs.slice(settled), () => 100);
  });
});
