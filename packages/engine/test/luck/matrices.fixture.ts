/** Test fixture: matrices of returns. */
import type { LuckReturns } from "../../src/luck/luck.js";
import type { ReturnMatrix } from "../../src/luck/return-matrix.js";
import { ReturnsBlock } from "../../src/sweeps/row-returns.js";
import { RandomStream } from "../../src/synthetic/random.js";

/** Rows as a matrix in which all of them count. */
export function matrixOf(rows: readonly (readonly number[])[]): ReturnMatrix {
  return {
    rows: rows.length,
    periods: rows[0].length,
    values: Float32Array.from(rows.flat()),
    ran: new Uint8Array(rows.length).fill(1),
  };
}

/** Rows as the returns of a sweep. */
export function returnsOf(rows: readonly (readonly number[])[]): LuckReturns {
  const block = new ReturnsBlock(rows.length);
  rows.forEach((row, at) => {
    block.put(at, Float32Array.from(row));
  });
  if (block.block === null) throw new Error("rows have returns");
  return block.block;
}

/** Independent rows without skill, of deviation 1 %. */
export function noise(rows: number, periods: number, seed: number, edge = 0): number[][] {
  return Array.from({ length: rows }, (_, row) => {
    const random = RandomStream.of(seed, row);
    return Array.from({ length: periods }, () => edge + random.nextBell() * 0.01);
  });
}
