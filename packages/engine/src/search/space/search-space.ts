/** From the axes of a search to dimensions, and from points back to values of parameters. */
import { ln } from "@perpmill/core-wasm/portable";
import type { AxisValue, DrawnRange, ResolvedAxis } from "../../sweeps/axis.js";
import type { Point } from "../../sweeps/samplers/samplers.js";
import { type Dimension, evenDimension, type SearchPoint, valuesOf } from "./dimension.js";

/** Whole numbers of wider ranges are places that are rounded. */
const WHOLE_VALUES_MAX = 100_000;

interface Parameter {
  readonly dimension: Dimension;
  readonly value: (number: number) => AxisValue;
}

/** Whole numbers in order; on a log scale each has the share of its logarithm, as samplers draw them. */
function wholeDimension({ from, to, scale }: DrawnRange): Dimension {
  const count = to - from + 1;
  if (scale === "linear" || count === 1) return evenDimension(count);
  const low = ln(from);
  const width = ln(to) - low;
  const edges = Float64Array.from(
    { length: count - 1 },
    (_, k) => (ln(from + k + 0.5) - low) / width,
  );
  return { kind: "ordered", edges };
}

function parameterOf({ values, range, at }: ResolvedAxis): Parameter {
  if (range?.whole === true && range.to - range.from < WHOLE_VALUES_MAX) {
    return { dimension: wholeDimension(range), value: (number) => range.from + number };
  }
  if (values === null) return { dimension: { kind: "real" }, value: at };
  const isOrdered = values.length === 1 || values.every((one) => typeof one === "number");
  const listed = isOrdered ? [...values].sort((a, b) => Number(a) - Number(b)) : values;
  return {
    dimension: isOrdered
      ? evenDimension(listed.length)
      : { kind: "category", count: listed.length },
    value: (number) => listed[number] ?? null,
  };
}

/**
 * Numbers are ordered, whatever the order they are named in; texts, switches and null make categories.
 */
export class SearchSpace {
  readonly paths: readonly string[];
  readonly dimensions: readonly Dimension[];
  /** different points; Infinity where any number of a range will do */
  readonly size: number;
  readonly #parameters: readonly Parameter[];

  constructor(axes: readonly ResolvedAxis[]) {
    this.paths = axes.map(({ path }) => path);
    this.#parameters = axes.map(parameterOf);
    this.dimensions = this.#parameters.map(({ dimension }) => dimension);
    this.size = this.dimensions.reduce((size, one) => size * valuesOf(one), 1);
  }

  /** Values that tell what a parameter is: all of them, or one where any number will do. */
  examplesOf(parameter: number): Point {
    const { dimension, value } = this.#parameters[parameter];
    const count = dimension.kind === "category" ? dimension.count : 1;
    return Array.from({ length: count }, (_, number) => value(number));
  }

  /** Values of the parameters at a point. */
  valuesAt(point: SearchPoint): Point {
    return this.#parameters.map(({ value }, at) => value(point[at]));
  }
}
