import { describe, expect, it } from "vitest";
import type { ResolvedAxis } from "../axis.js";
import { samplePoints } from "./samplers.js";

const all = () => true;

function list(path: string, values: readonly (number | string)[]): ResolvedAxis {
  const at = (u: number) => values[Math.floor(u * values.length)] ?? null;
  return { path, values, range: null, at };
}

const UNIT: ResolvedAxis = { path: "x", values: null, range: null, at: (u) => u };

describe("a grid", () => {
  it("has its last axis fastest", () => {
    const axes = [list("a", [1, 2]), list("b", ["x"]), list("c", [7, 8, 9])];
    expect(samplePoints(axes, { kind: "grid" }, all)).toEqual([
      [1, "x", 7],
      [1, "x", 8],
      [1, "x", 9],
      [2, "x", 7],
      [2, "x", 8],
      [2, "x", 9],
    ]);
  });

  it("leaves out what is not wanted", () => {
    const axes = [list("a", [1, 2, 3]), list("b", [1, 2, 3])];
    const points = samplePoints(axes, { kind: "grid" }, ([a, b]) => Number(b) > Number(a));
    expect(points).toEqual([
      [1, 2],
      [1, 3],
      [2, 3],
    ]);
  });

  it("is refused over a range without a step, and above five million rows", () => {
    expect(() => samplePoints([UNIT], { kind: "grid" }, all)).toThrow("without a step");
    const wide = list(
      "a",
      Array.from({ length: 3000 }, (_, k) => k),
    );
    expect(() => samplePoints([wide, wide], { kind: "grid" }, all)).toThrow("9000000 rows");
  });
});

describe.each(["random", "sobol", "lhs"] as const)("the sampler %s", (kind) => {
  it("draws the same points for the same seed, and others for another", () => {
    const draw = (seed: number) => samplePoints([UNIT, UNIT], { kind, count: 50, seed }, all);
    expect(draw(3)).toEqual(draw(3));
    expect(draw(3)).not.toEqual(draw(4));
    expect(draw(3)).toHaveLength(50);
    for (const [x, y] of draw(3)) {
      expect(Number(x) >= 0 && Number(x) < 1 && Number(y) >= 0 && Number(y) < 1).toBe(true);
    }
  });

  it("draws only what is wanted", () => {
    const wanted = ([x, y]: readonly unknown[]) => Number(y) >= Number(x);
    const points = samplePoints([UNIT, UNIT], { kind, count: 60, seed: 1 }, wanted);
    expect(points.every(wanted)).toBe(true);
    if (kind === "lhs") expect(points.length).toBeLessThan(60);
    else expect(points).toHaveLength(60);
  });

  it("wants a whole number of points", () => {
    expect(() => samplePoints([UNIT], { kind, count: 0 }, all)).toThrow("1 or more, got 0");
  });
});

describe("a Latin hypercube", () => {
  it("has one point in every interval of every axis", () => {
    const points = samplePoints([UNIT, UNIT, UNIT], { kind: "lhs", count: 97, seed: 5 }, all);
    for (let axis = 0; axis < 3; axis++) {
      expect(new Set(points.map((point) => Math.floor(Number(point[axis]) * 97))).size).toBe(97);
    }
  });
});

describe("random points", () => {
  it("are refused when constraints leave none", () => {
    expect(() => samplePoints([UNIT], { kind: "random", count: 2 }, () => false)).toThrow(
      "the constraints leave 0, and 2 are wanted",
    );
  });
});
