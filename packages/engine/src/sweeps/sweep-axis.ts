/** Axes of a sweep as they are asked for. */

/** What a parameter can be. */
export type AxisValue = number | string | boolean | null;

/** Values that are named one by one. */
export interface ListAxis {
  /** such as `strategy.bidSpread`, `account.leverage` or `strategy.size.equityRatio` */
  readonly path: string;
  readonly values: readonly AxisValue[];
}

/** A range of numbers, both ends among them. */
export interface RangeAxis {
  readonly path: string;
  readonly from: number | string;
  readonly to: number | string;
  /** distance of the values; exact decimals are counted */
  readonly step?: number | string | undefined;
  /** instead of a step: so many values, evenly apart on the scale */
  readonly count?: number | undefined;
  /** default: linear */
  readonly scale?: "linear" | "log" | undefined;
}

/** All that the parameter takes by itself: the range and scale of its slider, its words, on and off. */
export interface OwnRangeAxis {
  readonly path: string;
  /** of a number: so many values, evenly apart on its scale; absent: any, which only a sampler can draw */
  readonly count?: number | undefined;
}

export type SweepAxis = ListAxis | RangeAxis | OwnRangeAxis;
