import { exp } from "@perpmill/core-wasm/portable";
import { describe, expect, it } from "vitest";
import { type Dimension, evenDimension } from "../../space/dimension.js";
import { Dice } from "../dice.js";
import { Parzen } from "./parzen.js";

const DIMENSIONS: Dimension[] = [
  { kind: "real" },
  evenDimension(5),
  { kind: "category", count: 3 },
];
const POINTS = [
  [0.1, 4, 2],
  [0.15, 3, 2],
  [0.9, 4, 0],
];

describe("a Parzen density", () => {
  it("is a density: its sum over the space is 1", () => {
    const parzen = new Parzen(
      [DIMENSIONS[0], DIMENSIONS[2]],
      POINTS.map(([x, , c]) => [x, c]),
    );
    const steps = 2000;
    let sum = 0;
    for (let step = 0; step < steps; step++) {
      for (let c = 0; c < 3; c++) sum += exp(parzen.lnDensity([(step + 0.5) / steps, c])) / steps;
    }
    expect(sum).toBeCloseTo(1, 5);
  });

  it("is high around its points, and higher where there are more", () => {
    const parzen = new Parzen(DIMENSIONS, POINTS);
    const near = parzen.lnDensity([0.12, 4, 2]);
    expect(near).toBeGreaterThan(parzen.lnDensity([0.9, 4, 0]));
    expect(parzen.lnDensity([0.9, 4, 0])).toBeGreaterThan(parzen.lnDensity([0.5, 0, 1]));
    parzen.add([0.5, 0, 1]);
    expect(parzen.lnDensity([0.5, 0, 1])).toBeGreaterThan(near - 5);
  });

  it("draws what it is", () => {
    const parzen = new Parzen(DIMENSIONS, POINTS);
    const dice = new Dice(1n, 0);
    const drawn = Array.from({ length: 6000 }, () => parzen.draw(dice));
    const share = drawn.filter(([, , c]) => c === 2).length / drawn.length;
    // Two of four kernels are of it, each with 1 + 1/12 of 1 + 1/4; two others have 1/12 of that or a third.
    const own = (1 + 1 / 12) / (1 + 1 / 4);
    const other = 1 / 12 / (1 + 1 / 4);
    expect(share).toBeCloseTo((2 * own + other + 1 / 3) / 4, 1);
    expect(drawn.every(([x, k]) => x >= 0 && x <= 1 && Number.isInteger(k))).toBe(true);
  });
});
