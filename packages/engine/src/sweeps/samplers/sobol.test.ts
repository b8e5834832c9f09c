import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { SOBOL_AXES_MAX, Sobol } from "./sobol.js";

function points(axes: number, count: number, seed: bigint | null): number[][] {
  const sobol = new Sobol(axes, seed);
  return Array.from({ length: count }, () => sobol.next());
}

describe("Sobol points", () => {
  it("are those that the published direction numbers give", () => {
    expect(points(6, 8, null)).toEqual([
      [0, 0, 0, 0, 0, 0],
      [0.5, 0.5, 0.5, 0.5, 0.5, 0.5],
      [0.75, 0.25, 0.25, 0.25, 0.75, 0.75],
      [0.25, 0.75, 0.75, 0.75, 0.25, 0.25],
      [0.375, 0.375, 0.625, 0.875, 0.375, 0.125],
      [0.875, 0.875, 0.125, 0.375, 0.875, 0.625],
      [0.625, 0.125, 0.875, 0.625, 0.625, 0.875],
      [0.125, 0.625, 0.375, 0.125, 0.125, 0.375],
    ]);
  });

  // MD5 of the words of scipy 1.17.1: qmc.Sobol(64, scramble=False).random(1024) * 2**32 as u32.
  it("are those of another program in 64 dimensions", () => {
    const words = Uint32Array.from(points(64, 1024, null).flat(), (u) => u * 2 ** 32);
    const digest = createHash("md5").update(new Uint8Array(words.buffer)).digest("hex");
    expect(SOBOL_AXES_MAX).toBe(64);
    expect(digest).toBe("4f7ec74eaafd3490f1bb969dd3a767e0");
  });

  it("hit every interval once on each axis, scrambled too", () => {
    for (const seed of [null, 0n, 7n, 2n ** 64n - 1n]) {
      const drawn = points(20, 256, seed);
      for (let axis = 0; axis < 20; axis++) {
        const cells = new Set(drawn.map((point) => Math.floor(point[axis] * 256)));
        expect(cells.size).toBe(256);
      }
    }
  });

  it("keep the net of the first two axes when scrambled", () => {
    const cells = new Set(
      points(2, 256, 99n).map(([x, y]) => Math.floor(x * 16) * 16 + Math.floor(y * 16)),
    );
    expect(cells.size).toBe(256);
  });

  it("differ by seed and are the same again for the same", () => {
    expect(points(3, 4, 1n)).toEqual(points(3, 4, 1n));
    expect(points(3, 4, 1n)).not.toEqual(points(3, 4, 2n));
  });

  it("are refused on more axes than there are numbers for", () => {
    expect(() => new Sobol(65, null)).toThrow("up to 64 axes");
  });
});
