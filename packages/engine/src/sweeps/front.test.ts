import fc from "fast-check";
import { expect, test } from "vitest";
import { paretoRows } from "./front.js";
import { axisSlices, neighbourRows, plateauOf } from "./plateau.js";
import { canBeBest } from "./rank.js";
import { type SweepTable, tableOf } from "./table.js";

const HEADS = [
  { name: "a", kind: "number" },
  { name: "b", kind: "text" },
  { name: "outcome", kind: "text" },
  { name: "totalReturn", kind: "number" },
  { name: "maxDrawdown", kind: "number" },
] as const;

type Row = readonly [number, string, string, number | null, number | null];

const table = (rows: readonly Row[]): SweepTable => tableOf(HEADS, rows);

test("the front has every row that no other beats, and of equal ones the first", () => {
  const rows: Row[] = [
    [1, "x", "complete", 0.5, 0.2],
    [2, "x", "complete", 0.4, 0.1],
    [3, "x", "complete", 0.3, 0.15],
    [4, "x", "complete", 0.5, 0.2],
    [5, "x", "liquidated", 9, 0.01],
    [6, "x", "complete", null, 0.01],
    [7, "x", "complete", 0.1, 0.05],
  ];
  expect(paretoRows(table(rows), ["totalReturn", "maxDrawdown"])).toEqual([0, 1, 6]);
  expect(() => paretoRows(table(rows), ["totalReturn", "resultHash"])).toThrow(/not a number/);
});

test("no row beats one on the front, and one on the front is as good as any that is not", () => {
  const row = fc.tuple(
    fc.constant(1),
    fc.constant("x"),
    fc.constantFrom("complete", "liquidated"),
    fc.integer({ min: -5, max: 5 }),
    fc.integer({ min: 0, max: 5 }),
  );
  fc.assert(
    fc.property(fc.array(row, { maxLength: 30 }), (rows) => {
      const front = paretoRows(table(rows), ["totalReturn", "maxDrawdown"]);
      const counted = rows.filter(([, , outcome]) => canBeBest(outcome));
      const atLeast = (a: (typeof rows)[number], b: (typeof rows)[number]) =>
        a[3] >= b[3] && a[4] <= b[4];
      for (const at of front) {
        const one = rows[at];
        expect(counted.filter((other) => atLeast(other, one) && !atLeast(one, other))).toEqual([]);
      }
      for (const other of counted) {
        expect(front.some((at) => atLeast(rows[at], other))).toBe(true);
      }
    }),
  );
});

const GRID = [1, 2, 3].flatMap((a) => ["x", "y"].map((b): Row => [a, b, "complete", a, 0.1]));

test("slices go through a row along each axis", () => {
  const [first, second] = axisSlices(table(GRID), ["a", "b"], 3);
  expect(first).toEqual({ path: "a", rows: [1, 3, 5], at: 1 });
  expect(second).toEqual({ path: "b", rows: [2, 3], at: 1 });
  expect([...neighbourRows(table(GRID), ["a", "b"], 3)].sort()).toEqual([1, 2, 5]);
  expect(neighbourRows(table(GRID), ["a", "b"], 0)).toEqual([2, 1]);
});

test("a row is on a plateau when three of four neighbours keep half of what it has, on a peak under two", () => {
  const around = (...values: readonly (number | null)[]) => {
    const rows = values.map((value, at): Row => [at, "x", "complete", value, null]);
    return plateauOf(table(rows), ["a"], 1, "totalReturn");
  };
  expect(around(0.5, 1, 0.5)).toEqual({
    kind: "wide",
    neighbours: 2,
    kept: 2,
    worst: 0.5,
    middle: 0.5,
  });
  expect(around(0.9, 1, 0.49)).toMatchObject({ kind: "slope", kept: 1, worst: 0.49 });
  expect(around(0.4, 1, null)).toMatchObject({ kind: "peak", kept: 0, middle: 0.4 });
  expect(around(0.4, -1, -1.4)).toMatchObject({ kind: "wide", kept: 2 });
  expect(plateauOf(table([[1, "x", "complete", 1, 0]]), ["a"], 0, "totalReturn").kind).toBe(
    "alone",
  );
});

test("less is better on a plateau of drawdowns, and rows that are still to come stand nowhere", () => {
  const rows: Row[] = [
    [1, "x", "complete", 0, 0.14],
    [2, "x", "complete", 0, 0.1],
    [3, "x", "liquidated", 0, 0.1],
  ];
  const full = table([...rows, [4, "x", "complete", 0, 0.1]]);
  expect(plateauOf(full, ["a"], 1, "maxDrawdown")).toMatchObject({ neighbours: 2, kept: 1 });
  const [a, b, outcome, ...metrics] = full.columns;
  if (outcome?.kind !== "text") throw new Error("no outcome");
  const values = outcome.values.map((one, row) => (row === 0 ? null : one));
  const filling = {
    ...full,
    columns: [a, b, { ...outcome, values }, ...metrics].flatMap((c) => c ?? []),
  };
  expect(axisSlices(filling, ["a"], 1)[0]?.rows).toEqual([1, 2, 3]);
});
