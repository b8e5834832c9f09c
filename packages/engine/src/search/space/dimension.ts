/**
 * What an algorithm knows of a parameter. A point has one number a dimension: of a real one its place,
 * 0..1; of the others the index of a value. Indices of ordered values have places too, so that
 * algorithms over places serve them.
 */
export type Dimension =
  /** any number between two */
  | { readonly kind: "real" }
  /** values in order; `edges` are the places between neighbours, one less than there are values */
  | { readonly kind: "ordered"; readonly edges: Float64Array }
  /** values without an order */
  | { readonly kind: "category"; readonly count: number };

/** A number a dimension. */
export type SearchPoint = readonly number[];

/** Ordered values that each take the same share of 0..1. */
export function evenDimension(count: number): Dimension {
  const edges = Float64Array.from({ length: count - 1 }, (_, k) => (k + 1) / count);
  return { kind: "ordered", edges };
}

/** How many values a dimension has; Infinity of a real one. */
export function valuesOf(dimension: Dimension): number {
  if (dimension.kind === "real") return Number.POSITIVE_INFINITY;
  return dimension.kind === "category" ? dimension.count : dimension.edges.length + 1;
}

/** Number of edges at or under a place. */
function edgesUnder(edges: Float64Array, place: number): number {
  let from = 0;
  let to = edges.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (edges[middle] <= place) from = middle + 1;
    else to = middle;
  }
  return from;
}

/**
 * The number of a point at a place.
 * @param place 0..1; places outside are those of the nearest end
 */
export function numberAt(dimension: Dimension, place: number): number {
  switch (dimension.kind) {
    case "real":
      return Math.min(1, Math.max(0, place));
    case "ordered":
      return edgesUnder(dimension.edges, place);
    case "category": {
      const { count } = dimension;
      return Math.min(count - 1, Math.max(0, Math.floor(place * count)));
    }
  }
}

/** The place of a point's number: of an index the middle of its share. */
export function placeOf(dimension: Dimension, number: number): number {
  switch (dimension.kind) {
    case "real":
      return number;
    case "ordered": {
      const { edges } = dimension;
      const low = number === 0 ? 0 : edges[number - 1];
      const high = number === edges.length ? 1 : edges[number];
      return (low + high) / 2;
    }
    case "category":
      return (number + 0.5) / dimension.count;
  }
}

/** The point at places. */
export function pointAt(dimensions: readonly Dimension[], places: ArrayLike<number>): number[] {
  return dimensions.map((dimension, at) => numberAt(dimension, places[at]));
}
