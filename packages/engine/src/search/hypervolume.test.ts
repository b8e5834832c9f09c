import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Front } from "./front.js";
import { hypervolume } from "./hypervolume.js";

describe("the hypervolume", () => {
  it("is the area of boxes that are known", () => {
    expect(hypervolume([[1, 1]], [3, 4])).toBe(6);
    expect(
      hypervolume(
        [
          [1, 3],
          [2, 1],
          [5, 0],
        ],
        [3, 4],
      ),
    ).toBe(2 + 3 - 1);
    expect(hypervolume([[1, 1, 1]], [2, 3, 4])).toBe(6);
    expect(
      hypervolume(
        [
          [0, 1, 1],
          [1, 0, 0],
        ],
        [2, 2, 2],
      ),
    ).toBe(2 + 4 - 1);
    expect(hypervolume([[0.5]], [2])).toBe(1.5);
    expect(hypervolume([], [1, 1])).toBe(0);
    expect(hypervolume([[2, 0]], [1, 1])).toBe(0);
  });

  it("is what counting cells gives, in two and three dimensions", () => {
    const SIDE = 6;
    const cell = fc.integer({ min: 0, max: SIDE });
    for (const objectives of [2, 3]) {
      const point = fc.array(cell, { minLength: objectives, maxLength: objectives });
      fc.assert(
        fc.property(fc.array(point, { maxLength: 8 }), (points) => {
          const reference = new Array<number>(objectives).fill(SIDE);
          let cells = 0;
          for (let at = 0; at < SIDE ** objectives; at++) {
            const place = reference.map((_, k) => Math.floor(at / SIDE ** k) % SIDE);
            if (points.some((one) => one.every((value, k) => value <= place[k]))) cells++;
          }
          expect(hypervolume(points, reference)).toBe(cells);
        }),
        { seed: 3, numRuns: 200 },
      );
    }
  });
});

describe("a front", () => {
  it("keeps what nothing beats, and of equal ones the first", () => {
    const front = new Front();
    const added = [
      [3, 3],
      [2, 4],
      [3, 3],
      [1, 5],
      [2, 3],
      [9, 9],
    ].map((values, trial) => front.add({ trial, values }));
    expect(added).toEqual([true, true, false, true, true, false]);
    expect(front.members.map(({ trial }) => trial)).toEqual([3, 4]);
    expect(front.nearest()?.trial).toBe(3);
  });

  it("names the member that is nearest to the best of each", () => {
    const front = new Front();
    for (const [trial, values] of [
      [0, 10],
      [2, 3],
      [10, 0],
    ].entries())
      front.add({ trial, values });
    expect(front.nearest()?.trial).toBe(1);
    expect(new Front().nearest()).toBeNull();
  });
});
