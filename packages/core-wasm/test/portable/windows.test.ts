/** What the windows promise beyond their formulas: no drift, no trace of what has left, exact zeros. */
import { describe, expect, it } from "vitest";
import {
  Bollinger,
  Donchian,
  RollingSd,
  RollingVwap,
  Rsi,
  Sma,
  Wma,
  ZScore,
} from "../../portable/index.js";

describe("a window", () => {
  it("keeps no trace of a huge number that has left it", () => {
    const [sma, wma, sd] = [new Sma(7), new Wma(7), new RollingSd(7)];
    for (const x of [1e17, -3e16, ...Array<number>(7).fill(0.1)]) {
      sma.push(x);
      wma.push(x);
      sd.push(x);
    }
    expect(sma.value).toBeCloseTo(0.1, 15);
    expect(wma.value).toBeCloseTo(0.1, 15);
    expect(sd.value).toBe(0);
  });

  it("recovers from a number that is none as soon as it has left", () => {
    const [sma, sd, channel] = [new Sma(5), new RollingSd(5), new Donchian(5)];
    const push = (x: number) => {
      sma.push(x);
      sd.push(x);
      channel.push(x, x);
    };
    for (let i = 0; i < 8; i++) push(i);
    for (const x of [Number.NaN, 1, 1, 1, 1]) {
      push(x);
      expect([sma.value, sd.value, channel.upper]).toEqual([NaN, NaN, NaN]);
    }
    push(1);
    expect([sma.value, sd.value, channel.upper]).toEqual([1, 0, 1]);
  });

  it("does not drift in a million numbers", () => {
    const sma = new Sma(100);
    const sd = new RollingSd(100);
    const last: number[] = [];
    for (let i = 0; i < 1_000_000; i++) {
      const x = 60_000 + Math.sin(i * 0.7) * (i % 1_000);
      sma.push(x);
      sd.push(x);
      if (i >= 999_900) last.push(x);
    }
    const mean = last.reduce((sum, x) => sum + x, 0) / 100;
    const variance = last.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 100;
    expect(Math.abs(sma.value / mean - 1)).toBeLessThan(1e-14);
    expect(Math.abs(sd.value / Math.sqrt(variance) - 1)).toBeLessThan(1e-13);
  });

  it("finds no deviation at all in equal numbers", () => {
    const bands = new Bollinger(20);
    const score = new ZScore(20);
    for (let i = 0; i < 50; i++) {
      bands.push(0.1);
      score.push(0.1);
    }
    expect([bands.lower, bands.middle, bands.upper, score.value]).toEqual([0.1, 0.1, 0.1, 0]);
  });
});

describe("an indicator without a direction or volume", () => {
  it("gives the middle for a price that never moved", () => {
    const rsi = new Rsi(3);
    for (let i = 0; i < 4; i++) rsi.push(5);
    expect(rsi.value).toBe(50);
    rsi.push(6);
    expect(rsi.value).toBe(100);
  });

  it("gives the newest price while nothing is traded", () => {
    const vwap = new RollingVwap(2);
    vwap.push(3, 3, 3, 0);
    vwap.push(6, 6, 6, 0);
    expect(vwap.value).toBe(6);
    vwap.push(9, 9, 9, 2);
    expect(vwap.value).toBe(9);
  });
});

describe("a period", () => {
  it.each([0, -1, 2.5, Number.NaN, 1e300])("of %s is refused", (period) => {
    expect(() => new Sma(period)).toThrow(RangeError);
    expect(() => new ZScore(period)).toThrow(RangeError);
  });
});
