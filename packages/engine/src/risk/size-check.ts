/** The run with its sizes at a multiple: whether it bears out what the resamples say. */
import type { NormalisedConfig, OrderSize } from "../config/types.js";
import type { LargestSize, Sizing } from "./largest-size.js";
import type { SizeCheck } from "./risk-options.js";
import { plainRun, type StressInputs, stressMetrics } from "./stress-runs.js";

type Value = NormalisedConfig["strategy"][string];

function isSize(value: Value): value is OrderSize {
  return typeof value === "object" && value !== null;
}

function scaled(size: OrderSize, factor: number): OrderSize {
  return "equityRatio" in size
    ? { equityRatio: size.equityRatio * factor }
    : { quantity: size.quantity * factor };
}

/** How a strategy's sizes are meant: by quantity where all of them are. */
export function sizingOf({ strategy }: NormalisedConfig): Sizing {
  const sizes = Object.values(strategy).filter(isSize);
  return sizes.length > 0 && sizes.every((size) => "quantity" in size) ? "quantity" : "equity";
}

/** Runs the configuration with every size multiplied. */
export async function checkSize(
  inputs: StressInputs,
  config: NormalisedConfig,
  size: LargestSize | null,
  leverage: number | null,
): Promise<SizeCheck> {
  const sizes = Object.entries(config.strategy).filter((entry): entry is [string, OrderSize] =>
    isSize(entry[1]),
  );
  const factor = size?.factor ?? 0;
  if (factor === 0 || sizes.length === 0) return { metrics: null, sizes: {}, leverage };
  const larger = sizes.map(([name, value]) => [name, scaled(value, factor)] as const);
  const strategy = { ...config.strategy, ...Object.fromEntries(larger) };
  const { metrics } = await plainRun(inputs, { ...config, strategy });
  return {
    metrics: stressMetrics(metrics),
    sizes: Object.fromEntries(larger.map(([name, value]) => [name, Object.values(value)[0]])),
    leverage,
  };
}
