/** The values that a strategy's section begins with. */
import type { StrategyDescriptor, StrategyParameter } from "@perpmill/core-wasm/strategies";
import type { StrategyInput } from "./input.js";

const STARTER_SPREAD = 0.002;
const STARTER_SIZE = { equityRatio: 0.02 };

/**
 * Where a parameter starts: at what the strategy says, at its default, or at what is common; null
 * where the default hangs on something else, and while the parameter does not count.
 */
export function starterValue(
  parameter: StrategyParameter,
  { starter = {} }: Pick<StrategyDescriptor, "starter">,
): unknown {
  if (Object.hasOwn(starter, parameter.name)) return starter[parameter.name];
  if (parameter.type === "size") return STARTER_SIZE;
  if (parameter.required) return parameter.dependsOn === undefined ? STARTER_SPREAD : null;
  const value = parameter.default;
  return value === "interval" || value === "side" ? null : value;
}

/** The `strategy` section of a run that shows something: what is required and what its starter says. */
export function starterStrategy(descriptor: StrategyDescriptor): StrategyInput {
  const { id, parameters, starter = {} } = descriptor;
  const members = parameters
    .filter(({ name, required }) => required || Object.hasOwn(starter, name))
    .map((parameter) => [parameter.name, starterValue(parameter, descriptor)] as const)
    .filter(([, value]) => value !== null);
  return { ...Object.fromEntries(members), name: id };
}
