/** What a strategy is, as data: everything that is not its quoting code. Design 4. */

/** A text in every language that the tools speak. */
export interface Text {
  readonly en: string;
  readonly zh: string;
}

/** What another parameter of the same strategy must be. */
export interface ParameterCondition {
  readonly parameter: string;
  /** one of these, null for nothing given; absent: anything that is given */
  readonly values?: readonly (string | number | boolean | null)[];
}

interface ParameterBase {
  /** the name in a configuration, letter for letter that of semantics 8 */
  readonly name: string;
  readonly label: Text;
  readonly help: Text;
  /** required parameters have no default; one with `dependsOn` is required only while it counts */
  readonly required: boolean;
  /** the parameter counts only while all of these hold; otherwise its value is ignored */
  readonly dependsOn?: readonly ParameterCondition[];
}

/**
 * `ratio`: share of one; `multiple`: a factor; `perPrice`: 1 / share of the price; `price`: quote
 * currency; `days`: may have a part; `count`, `bars`, `ms`: whole numbers.
 */
export type NumberUnit =
  | "ratio"
  | "multiple"
  | "perPrice"
  | "price"
  | "days"
  | "count"
  | "bars"
  | "ms";

/** A number. */
export interface NumberParameter extends ParameterBase {
  readonly type: "number";
  readonly unit: NumberUnit;
  /**
   * A number; `"interval"`: the bar interval D; `"side"`: the spread of the side; null: none, or
   * worked out by the strategy, as `none` says. The last two are null in the normalised
   * configuration and NaN in the parameter block. Absent when required.
   */
  readonly default?: number | "interval" | "side" | null;
  /** what holds while a number with the default null is not given */
  readonly none?: Text;
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

/** One of some words; its index in `values` in the parameter block. */
export interface ChoiceParameter extends ParameterBase {
  readonly type: "choice";
  readonly values: readonly { readonly value: string; readonly label: Text }[];
  readonly default: string;
}

/** True or false; 1 or 0 in the parameter block. */
export interface BooleanParameter extends ParameterBase {
  readonly type: "boolean";
  readonly default: boolean;
}

export type StrategyParameter =
  | NumberParameter
  | SizeParameter
  | ChoiceParameter
  | BooleanParameter;

/** Where a strategy comes from. */
export interface StrategySource {
  /** authors, title, place, year, as one cites it */
  readonly citation: string;
  readonly url: string;
}

/** Of two numbers that are both given and both count, one must be the smaller. */
export interface ParameterRelation {
  readonly less: string;
  readonly than: string;
}

export interface StrategyDescriptor {
  /** the `strategy.name` of a configuration */
  readonly id: string;
  readonly version: number;
  /** the number by which the kernel knows it */
  readonly kernelId: number;
  readonly positionMode: "hedge" | "oneWay";
  /** its orders stay over quotes (semantics 8) */
  readonly keepsOrders?: boolean;
  /** regimes multiply none of its distances (semantics 8) */
  readonly ignoresMultipliers?: boolean;
  readonly label: Text;
  readonly help: Text;
  /** none: our own */
  readonly source?: readonly StrategySource[];
  /** in the order of the kernel's parameter block */
  readonly parameters: readonly StrategyParameter[];
  readonly relations?: readonly ParameterRelation[];
  /** values by name for a run that shows something; those that it lacks have a common start */
  readonly starter?: Readonly<Record<string, unknown>>;
}

const WHOLE_UNITS: ReadonlySet<NumberUnit> = new Set(["count", "bars", "ms"]);

/** Whether numbers of a unit have no decimals. */
export function isWholeUnit(unit: NumberUnit): boolean {
  return WHOLE_UNITS.has(unit);
}

/** What a parameter stands at while it is not given; undefined: it is required, or hangs on the bars or the side. */
function standing(parameter: StrategyParameter): unknown {
  if (parameter.type === "size") return undefined;
  const value = parameter.default;
  return value === "interval" || value === "side" ? undefined : value;
}

/**
 * Whether a parameter counts, by what the others are: of those that it depends on, all must count
 * and have one of the values.
 * @param values by name; a missing one stands at its default
 */
export function parameterCounts(
  parameter: StrategyParameter,
  parameters: readonly StrategyParameter[],
  values: Readonly<Record<string, unknown>>,
): boolean {
  return (parameter.dependsOn ?? []).every((condition) => {
    const other = parameters.find(({ name }) => name === condition.parameter);
    if (other === undefined) return false;
    const value = values[other.name] ?? standing(other) ?? null;
    const holds = condition.values?.includes(value as string | null) ?? value !== null;
    return holds && parameterCounts(other, parameters, values);
  });
}
