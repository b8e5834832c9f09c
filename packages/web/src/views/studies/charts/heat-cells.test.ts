import { expect, test } from "vitest";
import { StudyRows } from "../table/study-rows";
import { heatAxis, heatCells } from "./heat-cells";
import { hasZero, scaleOf, shareOf } from "./value-scale";

const HEADS = [
  { name: "a", kind: "number" },
  { name: "b", kind: "number" },
  { name: "c", kind: "text" },
  { name: "outcome", kind: "text" },
  { name: "sharpe", kind: "number" },
  { name: "fills", kind: "number" },
] as const;

const ROWS = [
  [1, 1, "x", "complete", 1, 10],
  [1, 1, "y", "complete", 2, 20],
  [1, 2, "x", "liquidated", 9, 30],
  [1, 2, "y", "complete", null, 40],
  [2, 1, "x", "complete", -1, 50],
] as const;

function filled(count: number = ROWS.length): StudyRows {
  const rows = new StudyRows(6);
  rows.take({ first: 0, heads: HEADS, rows: ROWS.slice(0, 2) });
  rows.take({ first: 2, heads: HEADS, rows: ROWS.slice(2, count) });
  return rows;
}

function cells(rows: StudyRows, fixed: ReadonlyMap<string, string> = new Map()) {
  const x = heatAxis(rows, "a", [1, 2]);
  const y = heatAxis(rows, "b", null);
  const found = heatCells(rows, { x, y, fixed, metric: "fills", rankBy: "sharpe" });
  return found.map((cell) => [cell.x, cell.y, cell.row, cell.value, cell.hopeless, cell.count]);
}

test("a cell is the best of its rows; one that cannot be the best stands only where there is no other", () => {
  expect(cells(filled())).toEqual([
    [0, 0, 1, 20, false, 2],
    [0, 1, 3, 40, false, 2],
    [1, 0, 4, 50, false, 1],
  ]);
  expect(cells(filled(), new Map([["c", "x"]]))).toEqual([
    [0, 0, 0, 10, false, 1],
    [0, 1, 2, 30, true, 1],
    [1, 0, 4, 50, false, 1],
  ]);
});

test("a table that fills has the rows that have come, and columns for those to come", () => {
  const rows = filled(3);
  expect(rows.length).toBe(3);
  expect(rows.total).toBe(6);
  expect(cells(rows).map(([, , row]) => row)).toEqual([1, 2]);
  const copy = StudyRows.of(rows.columns, rows.length, rows.total);
  expect(cells(copy)).toEqual(cells(rows));
});

test("rows that come in any order have cells when they are there, and may come twice", () => {
  const names = HEADS.map(({ name }) => name);
  const rows = new StudyRows(4);
  const told = { names, index: [3], cells: [[2], [20], ["x"], ["complete"], [5], [6]] };
  expect(rows.put(told)).toBe(false);
  expect(rows.put({ heads: HEADS, ...told })).toBe(true);
  rows.put(told);
  rows.put({ names: ["a", "outcome", "nothing"], index: [1], cells: [[1], ["complete"], [0]] });
  expect(rows.length).toBe(4);
  expect(heatAxis(rows, "a", null).values).toEqual([1, 2]);
  const options = { x: heatAxis(rows, "a", null), y: heatAxis(rows, "c", null), fixed: new Map() };
  const found = heatCells(rows, { ...options, metric: "sharpe", rankBy: "sharpe" });
  expect(found.map(({ row }) => row).sort()).toEqual([1, 3]);
});

test("values that were drawn are put into ranges, small and large ones on a log scale", () => {
  const rows = new StudyRows(100);
  const drawn = Array.from({ length: 100 }, (_, at) => 0.001 * 1000 ** (at / 99));
  const values = drawn.map((value) => [value, 1, "x", "complete", 1, 1]);
  rows.take({ first: 0, heads: HEADS, rows: values });
  const axis = heatAxis(rows, "a", null);
  expect(axis.length).toBe(24);
  expect(drawn.map(axis.placeOf).every((place, at, all) => place >= (all[at - 1] ?? 0))).toBe(true);
  expect([axis.placeOf(0.001), axis.placeOf(1)]).toEqual([0, 23]);
});

test("zero is in the middle of the colours of returns", () => {
  const scale = scaleOf([-0.5, 0.1, 0.2], true);
  expect(scale).toMatchObject({ from: -0.5, to: 0.5 });
  expect(scale && shareOf(scale, 0)).toBe(0.5);
  expect(scaleOf([3, 3], false)).toMatchObject({ from: 3, to: 4 });
  expect(scaleOf([Number.NaN], true)).toBeNull();
  expect(["sharpe", "sharpe.worst", "maxDrawdown.worst"].map(hasZero)).toEqual([true, true, false]);
});
