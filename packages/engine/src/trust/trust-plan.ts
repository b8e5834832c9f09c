/** Which configurations a verdict runs, known before any of them is run. */
import type { StrategyDescriptor } from "@perpmill/core-wasm/strategies";
import type { SweepAxis } from "../sweeps/axis.js";
import { fillAssumptions, fillVariants } from "./parts/fills.js";
import { movedParameters } from "./parts/neighbour-axes.js";
import { neighbourPlan, neighbourVariants } from "./parts/neighbourhood.js";
import type { TrustBasis } from "./parts/part.js";
import { pathVariants } from "./parts/paths.js";
import { startVariants, startWindows, type TimeSpan } from "./parts/starts.js";
import { stressVariants } from "./parts/stress.js";

/** What decides it besides the configuration. */
export interface TrustPlanContext {
  /** whose neighbourhood is looked at; undefined: the numbers of the strategy that count */
  readonly axes: readonly SweepAxis[] | undefined;
  readonly strategies: readonly StrategyDescriptor[];
  readonly span: TimeSpan;
  readonly hasVolume: boolean;
}

/**
 * Plans all parts that are run on the own market; `runs` counts them with the own run.
 * @throws TRUST_INVALID, SWEEP_INVALID, CONFIG_UNKNOWN_KEY, CONFIG_INVALID
 */
export function trustPlan(
  basis: TrustBasis,
  { axes, strategies, span, hasVolume }: TrustPlanContext,
) {
  const neighbours = neighbourPlan(basis, movedParameters(basis.config, axes, strategies));
  const windows = startWindows(span);
  const assumptions = fillAssumptions(basis, hasVolume);
  const variants = {
    neighbourhood: neighbourVariants(basis, neighbours),
    stress: stressVariants(basis),
    fills: fillVariants(basis, assumptions),
    paths: pathVariants(basis),
    starts: startVariants(basis, windows),
  };
  const runs = Object.values(variants).reduce((sum, { length }) => sum + length, 1);
  return { neighbours, windows, assumptions, variants, runs };
}
