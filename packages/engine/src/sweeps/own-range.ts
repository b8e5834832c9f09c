/** The values that a parameter takes when an axis names none: those that its field has by itself. */
import {
  STRATEGIES,
  type StrategyDescriptor,
  type StrategyParameter,
} from "@perpmill/core-wasm/strategies";
import type { FieldRule } from "../config/fields.js";
import type { NormalisedConfig } from "../config/types.js";
import { PerpmillError } from "../errors.js";
import type { ListAxis, OwnRangeAxis, RangeAxis } from "./sweep-axis.js";

const STRATEGY = "strategy.";

function parameterAt(
  path: string,
  { strategy }: NormalisedConfig,
  strategies: readonly StrategyDescriptor[],
): StrategyParameter | undefined {
  if (!path.startsWith(STRATEGY)) return undefined;
  const descriptor = [...STRATEGIES, ...strategies].find(({ id }) => id === strategy.name);
  return descriptor?.parameters.find(({ name }) => name === path.slice(STRATEGY.length));
}

/**
 * The axis with its values: of a strategy's number the range and the scale on which its slider runs, of
 * a choice all words, of a switch both; of other numbers their bounds.
 * @param rule of the field
 * @throws SWEEP_INVALID: a field without bounds
 */
export function ownRange(
  axis: OwnRangeAxis,
  rule: FieldRule,
  config: NormalisedConfig,
  strategies: readonly StrategyDescriptor[],
): ListAxis | RangeAxis {
  const { path, count } = axis;
  if (rule.kind === "flag") return { path, values: [false, true] };
  if (rule.kind === "choice") return { path, values: rule.values };
  const parameter = parameterAt(path, config, strategies);
  if (parameter?.type === "number") {
    const { sliderMin: from, sliderMax: to, scale } = parameter;
    // A log scale has no 0, at which some sliders begin: then it begins a step further.
    const begin = scale === "log" && from <= 0 ? parameter.step : from;
    return { path, from: begin, to, scale, count };
  }
  if (rule.kind === "decimal" && rule.min !== undefined && rule.max !== undefined) {
    return { path, from: rule.min, to: rule.max, count };
  }
  throw new PerpmillError("SWEEP_INVALID", {
    message: `${path} has no range of its own`,
    where: { field: path },
    hint: "Give one: PATH=FROM:TO:STEP, PATH=FROM:TO or PATH=A,B,C.",
  });
}
