import fc from "fast-check";
import { expect, test } from "vitest";
import { thinRows } from "./thin.js";
import { drawdownColumn, thinEquity } from "./thin-equity.js";

const EQUITY = fc
  .array(fc.double({ noNaN: true, min: 1, max: 2000 }), { minLength: 1, maxLength: 400 })
  .map((values) => Float64Array.from(values));

test("thins equity as its own column, and falls so that none is deeper than those kept", () => {
  fc.assert(
    fc.property(EQUITY, fc.integer({ min: 4, max: 100 }), (equity, points) => {
      const falls = drawdownColumn(equity, 1000);
      const { equityRows, drawdownRows, drawdown } = thinEquity(equity, 1000, points);
      const rows = [...drawdownRows];
      expect(equityRows).toEqual(thinRows(equity, points));
      expect(drawdown).toEqual(rows.map((row) => falls[row]));
      expect(rows.length).toBeLessThanOrEqual(Math.max(points, 4));
      expect(rows.every((row, index) => index === 0 || row > rows[index - 1])).toBe(true);
      expect(Math.max(...drawdown)).toBe(Math.max(...falls));
      expect(Math.min(...drawdown)).toBe(Math.min(...falls));
    }),
  );
});

test("falls are against the highest so far, the start counted", () => {
  expect([...drawdownColumn(Float64Array.of(90, 110, 99), 100)]).toEqual([
    expect.closeTo(0.1, 12),
    0,
    expect.closeTo(0.1, 12),
  ]);
});
