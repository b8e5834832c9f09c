/** Another strategy on the bench, with as much of the old one's values as it knows. */
import {
  type ConfigInput,
  type StrategyDescriptor,
  type StrategyParameter,
  starterStrategy,
} from "@perpmill/engine";

/** Whether a value of one means the same to the other: 0.002 is a share here, and a multiple there. */
function isAlike(one: StrategyParameter | undefined, other: StrategyParameter): boolean {
  if (one?.type !== other.type) return false;
  return one.type !== "number" || other.type !== "number" || one.unit === other.unit;
}

/**
 * Sides, size and refresh are kept by their names where they mean the same; what the strategy needs
 * beside them begins at its start. The position mode is the strategy's.
 * @param before the strategy that is on the bench; null: one that is not known
 */
export function takeStrategy(
  config: ConfigInput,
  next: StrategyDescriptor,
  before: StrategyDescriptor | null,
): ConfigInput {
  const known = new Map(before?.parameters.map((parameter) => [parameter.name, parameter]));
  const alike = next.parameters.filter((one) => isAlike(known.get(one.name), one));
  const names = new Set(alike.map(({ name }) => name));
  const kept = Object.entries(config.strategy).filter(([name]) => names.has(name));
  const { positionMode: _, ...account } = config.account;
  const strategy = { ...starterStrategy(next), ...Object.fromEntries(kept), name: next.id };
  return { ...config, account, strategy };
}
