import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { thin, thinRows } from "./thin.js";

const COLUMN = fc
  .array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 400 })
  .map((values) => Float64Array.from(values));

describe("thinRows", () => {
  it("keeps all rows of a short column", () => {
    expect([...thinRows(Float64Array.of(3, 1, 2), 4)]).toEqual([0, 1, 2]);
  });

  it("keeps first, minimum, maximum and last of every bucket", () => {
    const values = Float64Array.of(5, 9, 1, 6, 7, 2, 8, 3, 4, 0);
    expect([...thinRows(values, 8)]).toEqual([0, 1, 2, 4, 5, 6, 9]);
  });

  it("never exceeds the points, stays in order, and keeps both ends and both extremes", () => {
    fc.assert(
      fc.property(COLUMN, fc.integer({ min: 4, max: 100 }), (values, points) => {
        const rows = [...thinRows(values, points)];
        const kept = rows.map((row) => values[row]);
        expect(rows.length).toBeLessThanOrEqual(Math.max(points, 4));
        expect(rows.every((row, index) => index === 0 || row > rows[index - 1])).toBe(true);
        expect(rows[0]).toBe(0);
        expect(rows.at(-1)).toBe(values.length - 1);
        expect(Math.min(...kept)).toBe(Math.min(...values));
        expect(Math.max(...kept)).toBe(Math.max(...values));
      }),
    );
  });
});

describe("thin", () => {
  it("keeps times with their values", () => {
    const timeMs = Float64Array.from({ length: 100 }, (_, row) => row * 1000);
    const short = thin({ timeMs, values: timeMs.map((time) => time / 1000) }, 8);
    expect([...short.values]).toEqual([...short.timeMs].map((time) => time / 1000));
  });
});
