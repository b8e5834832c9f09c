/** How large a sweep is, before any of it is run. */
import { type NormaliseContext, normaliseConfig } from "../config/normalise.js";
import { ownStrategy } from "../runs/prepare.js";
import type { AxisValue } from "./axis.js";
import { resolveAxis } from "./axis.js";
import { planSweep } from "./plan.js";
import type { SweepRequest } from "./sweep-options.js";

export interface SweepSize {
  readonly rows: number;
  /** points of a grid or a Latin hypercube that the constraints leave out */
  readonly leftOut: number;
  /** in the order of the request */
  readonly axes: readonly {
    readonly path: string;
    /** in order; null: any number of its range */
    readonly values: readonly AxisValue[] | null;
  }[];
}

/**
 * Counts the rows of a sweep.
 * @throws SWEEP_INVALID, CONFIG_UNKNOWN_KEY, CONFIG_INVALID, as the sweep itself would
 */
export function sweepSize(
  request: Pick<SweepRequest, "config" | "axes" | "sampler" | "constraints">,
  context: NormaliseContext = {},
): SweepSize {
  const { named, own } = ownStrategy({ config: request.config });
  const strategies = [...(context.strategies ?? []), ...(own === null ? [] : [own.descriptor])];
  const config = normaliseConfig(named, { ...context, strategies });
  const { points, leftOut } = planSweep(config, request, strategies);
  const axes = request.axes.map((axis) => {
    const { path, values } = resolveAxis(axis, config, strategies);
    return { path, values };
  });
  return { rows: points.length, leftOut, axes };
}
