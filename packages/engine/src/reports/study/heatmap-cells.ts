/** The table of a study over two of its parameters: what lies in which field, and what it is worth. */
import type { CellValue } from "../../sweeps/metric-columns.js";
import { canBeBest } from "../../sweeps/rank.js";
import type { TableJson } from "../../sweeps/table-json.js";

/** More values than these on an axis are put into classes. */
const VALUES_MAX = 24;
const CLASSES = 12;

/** One step of an axis of a heatmap. */
export interface HeatmapStep {
  readonly label: string;
}

export interface Heatmap {
  readonly x: { readonly path: string; readonly steps: readonly HeatmapStep[] };
  readonly y: { readonly path: string; readonly steps: readonly HeatmapStep[] };
  /** by y, then x: median of the rows that can be best; null: none can; undefined: no row */
  readonly cells: readonly (readonly (number | null | undefined)[])[];
  /** whether a field can hold more than one row */
  readonly merged: boolean;
  /** the field of the best row */
  readonly best: { readonly x: number; readonly y: number } | null;
}

interface Axis {
  readonly path: string;
  readonly steps: readonly HeatmapStep[];
  /** the step of each row */
  readonly of: readonly number[];
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** Classes with about as many rows each. */
function classesOf(path: string, values: readonly number[]): Axis {
  const sorted = values.toSorted((a, b) => a - b);
  const edges = Array.from(
    { length: CLASSES },
    (_, at) => sorted[Math.floor((at * sorted.length) / CLASSES)],
  );
  const starts = [...new Set(edges)];
  const steps = starts.map((start, at) => {
    const end = starts[at + 1] ?? sorted[sorted.length - 1];
    return { label: `${short(start)}…${short(end)}` };
  });
  const of = values.map((value) => starts.findLastIndex((start) => start <= value));
  return { path, steps, of };
}

function axisOf(path: string, values: readonly CellValue[]): Axis {
  const distinct = [...new Set(values)];
  const numbers = values.filter((value) => typeof value === "number");
  const isNumeric = numbers.length === values.length;
  if (isNumeric && distinct.length > VALUES_MAX) return classesOf(path, numbers);
  if (isNumeric) distinct.sort((a, b) => Number(a) - Number(b));
  const places = new Map(distinct.map((value, at) => [value, at]));
  return {
    path,
    steps: distinct.map((value) => ({ label: String(value) })),
    of: values.map((value) => places.get(value) ?? 0),
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * A heatmap over the two axes with the most values.
 * @param axes paths of the parameters
 * @param metric a column of numbers
 * @param best row that is shown as best; null: none
 * @returns null with fewer than two axes that have two values or more
 */
export function heatmapOf(
  columns: TableJson,
  axes: readonly string[],
  metric: string,
  best: number | null,
): Heatmap | null {
  const values = columns[metric] ?? [];
  const moved = axes
    .map((path) => ({ path, size: new Set(columns[path] ?? []).size }))
    .filter(({ size }) => size > 1);
  const chosen = moved.toSorted((a, b) => b.size - a.size).slice(0, 2);
  const [first, second] = moved.filter((one) => chosen.includes(one));
  if (second === undefined) return null;
  const y = axisOf(first.path, columns[first.path]);
  const x = axisOf(second.path, columns[second.path]);
  const found = y.steps.map(() =>
    x.steps.map((): { all: number; can: number[] } => ({ all: 0, can: [] })),
  );
  values.forEach((value, row) => {
    const cell = found[y.of[row]][x.of[row]];
    cell.all++;
    const outcome = columns.outcome?.[row];
    const isCandidate = canBeBest(typeof outcome === "string" ? outcome : null);
    if (typeof value === "number" && isCandidate) cell.can.push(value);
  });
  return {
    x: { path: x.path, steps: x.steps },
    y: { path: y.path, steps: y.steps },
    cells: found.map((line) =>
      line.map(({ all, can }) => (all === 0 ? undefined : can.length === 0 ? null : median(can))),
    ),
    merged: moved.length > 2 || found.some((line) => line.some(({ all }) => all > 1)),
    best: best === null ? null : { x: x.of[best], y: y.of[best] },
  };
}
