/** What a strategy is, as data: everything that is not its quoting code. Design 4. */

/** A text in every language that the tools speak. */
export interface Text {
  readonly en: string;
  readonly zh: string;
}

interface ParameterBase {
  /** the name in a configuration, letter for letter that of semantics 8 */
  readonly name: string;
  readonly label: Text;
  readonly help: Text;
  /** required parameters have no default */
  readonly required: boolean;
}

/** A number. `ratio`: share of one; `count`: a whole number; `ms`: a whole number of milliseconds. */
export interface NumberParameter extends ParameterBase {
  readonly type: "number";
  readonly unit: "ratio" | "count" | "ms";
  /**
   * A number; `"interval"`: the bar interval D; `"side"`: the spread of the side (null in the
   * normalised configuration, NaN in the parameter block). Absent when required.
   */
  readonly default?: number | "interval" | "side";
  /** inclusive bounds of what is accepted */
  readonly min: number;
  readonly max: number;
  /** where a slider runs, inclusive */
  readonly sliderMin: number;
  readonly sliderMax: number;
  readonly step: number;
  readonly scale: "linear" | "log";
}

/** `{ "equityRatio": r }` or `{ "quantity": q }`. Takes two slots of the parameter block. */
export interface SizeParameter extends ParameterBase {
  readonly type: "size";
}

export type StrategyParameter = NumberParameter | SizeParameter;

export interface StrategyDescriptor {
  /** the `strategy.name` of a configuration */
  readonly id: string;
  readonly version: number;
  /** the number by which the kernel knows it */
  readonly kernelId: number;
  readonly positionMode: "hedge" | "oneWay";
  readonly label: Text;
  readonly help: Text;
  /** in the order of the kernel's parameter block */
  readonly parameters: readonly StrategyParameter[];
}
