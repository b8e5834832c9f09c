/** Strategies by name, and their parameters as data. Design 4, semantics 8. */
import {
  isWholeUnit,
  parameterCounts,
  parameterSlots,
  STRATEGIES,
  type StrategyDescriptor,
  type StrategyParameter,
} from "@perpmill/core-wasm/strategies";
import { nearestName } from "../config/nearest.js";
import type { NormalisedStrategy, OrderSize } from "../config/types.js";
import { PerpmillError } from "../errors.js";
import type { InstrumentUnits } from "../units.js";
import { toLots } from "../units.js";

export type { StrategyDescriptor, StrategyParameter };
export { isWholeUnit, parameterCounts };

/** Every strategy of this build, in the order in which tools list them. */
export function listStrategies(): readonly StrategyDescriptor[] {
  return STRATEGIES;
}

/**
 * The descriptor of a strategy.
 * @param more strategies besides the built-in ones
 * @throws CONFIG_INVALID with the nearest name when there is none
 */
export function describeStrategy(
  id: string,
  more: readonly StrategyDescriptor[] = [],
): StrategyDescriptor {
  const strategies = [...STRATEGIES, ...more];
  const descriptor = strategies.find((candidate) => candidate.id === id);
  if (descriptor !== undefined) return descriptor;
  const names = strategies.map((candidate) => candidate.id);
  throw new PerpmillError("CONFIG_INVALID", {
    message: `there is no strategy "${id}"; there are ${names.map((name) => `"${name}"`).join(", ")}`,
    where: { field: "strategy.name" },
    hint: `Did you mean "${nearestName(id, names)}"?`,
  });
}

/** A parameter with its value in a configuration. */
export interface ParameterValue {
  readonly parameter: StrategyParameter;
  /** null: the default that only the simulation knows (`"side"`, null), or the data (`"interval"`) */
  readonly value: number | string | boolean | OrderSize | null;
  /** whether the strategy looks at it, by its other parameters */
  readonly counts: boolean;
}

/** The parameters of a normalised strategy in the order of its descriptor. */
export function strategyParameters(
  strategy: NormalisedStrategy,
  more: readonly StrategyDescriptor[] = [],
): readonly ParameterValue[] {
  const { parameters } = describeStrategy(strategy.name, more);
  return parameters.map((parameter) => ({
    parameter,
    value: strategy[parameter.name] ?? null,
    counts: parameterCounts(parameter, parameters, strategy),
  }));
}

function slotsOf(
  parameter: StrategyParameter,
  value: ParameterValue["value"],
  { stepSize }: InstrumentUnits,
): number[] {
  if (typeof value === "object" && value !== null) {
    return "equityRatio" in value ? [0, value.equityRatio] : [1, toLots(value.quantity, stepSize)];
  }
  if (parameter.type === "choice") {
    return [parameter.values.findIndex((one) => one.value === value)];
  }
  return [value === null ? Number.NaN : Number(value)];
}

/**
 * The parameters as the kernel reads them: f64[slots] in descriptor order, without those that the
 * run itself has. A number takes one slot, NaN where nothing is given; a choice its index, a boolean
 * 0 or 1; `size` takes two: 0 and the share of equity, or 1 and whole lots (rounded down, not yet
 * held to minQty and maxOrderQty).
 * @param more strategies besides the built-in ones
 * @throws CONFIG_INVALID when a default that depends on the bars is still open
 */
export function parameterBlock(
  strategy: NormalisedStrategy,
  units: InstrumentUnits,
  more: readonly StrategyDescriptor[] = [],
): Float64Array {
  const descriptor = describeStrategy(strategy.name, more);
  for (const { name, ...parameter } of descriptor.parameters) {
    if (parameter.type !== "number" || parameter.default !== "interval") continue;
    if (strategy[name] !== null) continue;
    throw new PerpmillError("CONFIG_INVALID", {
      message: `strategy.${name} is not set and the interval of the bars was not filled in`,
      where: { field: `strategy.${name}` },
      hint: "Pass intervalMs to normaliseConfig, or call completeConfig.",
    });
  }
  return Float64Array.from(
    parameterSlots(descriptor).flatMap(({ name, parameter }) =>
      slotsOf(parameter, strategy[name] ?? null, units),
    ),
  );
}
