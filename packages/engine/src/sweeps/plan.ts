/** The rows of a sweep, before any is run. */
import type { StrategyDescriptor } from "@perpmill/core-wasm/strategies";
import { nearestName } from "../config/nearest.js";
import type { NormalisedConfig } from "../config/types.js";
import { PerpmillError } from "../errors.js";
import { resolveAxis } from "./axis.js";
import { fieldRules } from "./axis-field.js";
import { configValue } from "./config-value.js";
import { evaluate, holds } from "./expression/evaluate.js";
import { type Expression, namesIn, type Operand, parseExpression } from "./expression/parse.js";
import { SAMPLERS } from "./samplers/names.js";
import { type Point, samplePoints } from "./samplers/samplers.js";
import type { SweepRequest } from "./sweep-options.js";

/** Rows in order. */
export interface SweepPlan {
  readonly paths: readonly string[];
  readonly points: readonly Point[];
  /** points of a grid or a Latin hypercube that the constraints left out */
  readonly leftOut: number;
}

const AXES_MAX = 64;

/** Throws SWEEP_INVALID for too many axes, none, or one that is named twice. */
export function checkAxes({ axes }: Pick<SweepRequest, "axes">): void {
  if (axes.length === 0 || axes.length > AXES_MAX) {
    throw new PerpmillError("SWEEP_INVALID", {
      message: `a sweep has 1 to ${AXES_MAX} axes, got ${axes.length}`,
      hint: "Name them as PATH=FROM:TO:STEP or PATH=A,B,C.",
    });
  }
  const seen = new Set<string>();
  for (const { path } of axes) {
    if (seen.has(path)) {
      throw new PerpmillError("SWEEP_INVALID", {
        message: `${path} is an axis twice`,
        where: { field: path },
        hint: "Join their values in one axis.",
      });
    }
    seen.add(path);
  }
}

/** Throws SWEEP_INVALID for a name that is no field. */
export function checkNames(
  expressions: readonly Expression[],
  config: NormalisedConfig,
  strategies: readonly StrategyDescriptor[],
): void {
  const known = [...fieldRules(config, strategies).keys()];
  for (const name of expressions.flatMap(namesIn)) {
    if (known.includes(name)) continue;
    throw new PerpmillError("SWEEP_INVALID", {
      message: `a constraint names ${name}, which is no field of the configuration`,
      where: { field: name },
      hint: `Did you mean "${nearestName(name, known)}"?`,
    });
  }
}

/**
 * The points of a sweep.
 * @param strategies besides the built-in ones
 * @throws SWEEP_INVALID, CONFIG_UNKNOWN_KEY, CONFIG_INVALID
 */
export function planSweep(
  config: NormalisedConfig,
  request: Pick<SweepRequest, "axes" | "sampler" | "constraints">,
  strategies: readonly StrategyDescriptor[] = [],
): SweepPlan {
  checkAxes(request);
  const sampler = request.sampler ?? { kind: "grid" };
  if (!SAMPLERS.includes(sampler.kind)) {
    throw new PerpmillError("SWEEP_INVALID", {
      message: `there is no sampler "${sampler.kind}"`,
      hint: `Use one of ${SAMPLERS.join(", ")}.`,
    });
  }
  const axes = request.axes.map((axis) => resolveAxis(axis, config, strategies));
  const paths = axes.map(({ path }) => path);
  const places = new Map(paths.map((path, at) => [path, at]));
  const expressions = (request.constraints ?? []).map(parseExpression);
  checkNames(expressions, config, strategies);
  let leftOut = 0;
  const points = samplePoints(axes, sampler, (point) => {
    const lookup = (name: string): Operand => {
      const place = places.get(name);
      return place === undefined ? configValue(config, name) : (point[place] ?? null);
    };
    const isWanted = expressions.every((one) => holds(evaluate(one, lookup)));
    if (!isWanted) leftOut++;
    return isWanted;
  });
  if (points.length === 0) {
    throw new PerpmillError("SWEEP_INVALID", {
      message: `the constraints leave none of ${leftOut} points`,
      hint: "Loosen them, or move the axes to where they hold.",
    });
  }
  const drawsAnew = sampler.kind === "random" || sampler.kind === "sobol";
  return { paths, points, leftOut: drawsAnew ? 0 : leftOut };
}
