import { describe, expect, it } from "vitest";
import { ReturnsBlock } from "./row-returns.js";

const ROW = Float32Array.of(0.1, -0.1, 0.2, 0, 0.05);

describe("the returns of rows", () => {
  it("lie a row after the other, and say which rows have none", () => {
    const returns = new ReturnsBlock(3);
    expect(returns.block).toBeNull();
    returns.put(2, ROW);
    returns.put(0, new Float32Array(5));
    const { block } = returns;
    expect(block).toMatchObject({ rows: 3, days: 5, periodDays: 1, periods: 5 });
    expect(block?.values).toEqual(Float32Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ...ROW));
    expect(block?.ran).toEqual(Uint8Array.of(1, 0, 1));
  });

  it("have their moments, worked out by hand", () => {
    const returns = new ReturnsBlock(1);
    returns.put(0, Float32Array.of(0, 1, 2, 5));
    const moments = returns.block?.moments;
    expect(moments?.mean[0]).toBe(2);
    expect(moments?.deviation[0]).toBeCloseTo(Math.sqrt(14 / 3), 14);
    expect(moments?.skewness[0]).toBeCloseTo(18 / 4 / 3.5 ** 1.5, 14);
    expect(moments?.kurtosis[0]).toBeCloseTo(98 / 4 / 3.5 ** 2, 14);
  });

  it("are joined over days when they would take too much memory", () => {
    const returns = new ReturnsBlock(2, 2 * 5 * 4 - 1);
    returns.put(1, ROW);
    const { block } = returns;
    expect(block).toMatchObject({ days: 5, periodDays: 2, periods: 3 });
    const joined = Array.from(block?.values ?? []).slice(3);
    expect(joined[0]).toBeCloseTo(1.1 * 0.9 - 1, 7);
    expect(joined[1]).toBeCloseTo(0.2, 7);
    expect(joined[2]).toBeCloseTo(0.05, 7);
    expect(block?.moments.mean[1]).toBeCloseTo(0.05, 7);
  });

  it("are none when rows ran on different days", () => {
    const returns = new ReturnsBlock(2);
    returns.put(0, ROW);
    returns.put(1, ROW.subarray(1));
    expect(returns.block).toBeNull();
  });
});
