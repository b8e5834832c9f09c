/** Strategies by name, and their parameters as data. Design 4, semantics 8. */
import {
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

/** Every strategy of this build, in the order in which tools list them. */
export function listStrategies(): readonly StrategyDescriptor[] {
  return STRATEGIES;
}

/**
 * The descriptor of a strategy.
 * @throws CONFIG_INVALID with the nearest name when there is none
 */
export function describeStrategy(id: string): StrategyDescriptor {
  const descriptor = STRATEGIES.find((candidate) => candidate.id === id);
  if (descriptor !== undefined) return descriptor;
  const names = STRATEGIES.map((candidate) => candidate.id);
  throw new PerpmillError("CONFIG_INVALID", {
    message: `there is no strategy "${id}"; there are ${names.map((name) => `"${name}"`).join(", ")}`,
    where: { field: "strategy.name" },
    hint: `Did you mean "${nearestName(id, names)}"?`,
  });
}

/** A parameter with its value in a configuration. */
export interface ParameterValue {
  readonly parameter: StrategyParameter;
  /** null: the default that only the simulation knows (`"side"`), or the data (`"interval"`) */
  readonly value: number | OrderSize | null;
}

/** The parameters of a normalised strategy in the order of its descriptor. */
export function strategyParameters(strategy: NormalisedStrategy): readonly ParameterValue[] {
  return describeStrategy(strategy.name).parameters.map((parameter) => ({
    parameter,
    value: strategy[parameter.name] as ParameterValue["value"],
  }));
}

/** Slots of the parameter block that a parameter takes. */
export function parameterSlots(parameter: StrategyParameter): 1 | 2 {
  return parameter.type === "size" ? 2 : 1;
}

function slotsOf({ parameter, value }: ParameterValue, units: InstrumentUnits): number[] {
  if (typeof value === "object" && value !== null) {
    return "equityRatio" in value
      ? [0, value.equityRatio]
      : [1, toLots(value.quantity, units.stepSize)];
  }
  if (value === null && parameter.type === "number" && parameter.default === "interval") {
    throw new PerpmillError("CONFIG_INVALID", {
      message: `strategy.${parameter.name} is not set and the interval of the bars was not filled in`,
      where: { field: `strategy.${parameter.name}` },
      hint: "Pass intervalMs to normaliseConfig, or call completeConfig.",
    });
  }
  return [value ?? Number.NaN];
}

/**
 * The parameters as the kernel reads them: f64[slots] in descriptor order. A number takes one slot,
 * NaN for the spread of the side; `size` takes two: 0 and the share of equity, or 1 and whole lots
 * (rounded down, not yet held to minQty and maxOrderQty).
 * @throws CONFIG_INVALID when a default that depends on the bars is still open
 */
export function parameterBlock(strategy: NormalisedStrategy, units: InstrumentUnits): Float64Array {
  return Float64Array.from(strategyParameters(strategy).flatMap((entry) => slotsOf(entry, units)));
}
