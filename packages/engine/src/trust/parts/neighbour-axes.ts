/** Which parameters are moved around a configuration, and how far. */
import {
  isWholeUnit,
  parameterCounts,
  STRATEGIES,
  type StrategyDescriptor,
} from "@perpmill/core-wasm/strategies";
import type { NormalisedConfig } from "../../config/types.js";
import { PerpmillError } from "../../errors.js";
import { resolveAxis, type SweepAxis } from "../../sweeps/axis.js";
import { configValue } from "../../sweeps/config-value.js";

/** More would spread the points too thin. */
const AXES_MAX = 6;
const SHARES = [0.1, 0.2, 0.4] as const;
/** Up to here a value counts as a neighbour. */
const NEAR = 0.2;
/** Values on a list that are looked at on each side, and those of them that count as neighbours. */
const LISTED = { steps: 3, near: 1 };
const DIGITS = 6;

/** A parameter around its own value. */
export interface MovedParameter {
  readonly path: string;
  readonly own: number;
  /** rising, the own one left out */
  readonly values: readonly number[];
  readonly near: readonly boolean[];
  /** a neighbouring value for a place, 0 ≤ u < 1 */
  readonly at: (u: number) => number;
}

interface Scaled {
  readonly path: string;
  readonly own: number;
  readonly scale: "linear" | "log";
  readonly whole: boolean;
}

/** Six significant digits, as sweeps write drawn numbers. */
function written(value: number, whole: boolean): number {
  return whole ? Math.round(value) : Number(value.toPrecision(DIGITS));
}

/** On a log scale 10 % down is a division by 1.1, so that up and down are as far. */
function moved({ own, scale, whole }: Scaled, share: number): number {
  const factor = share < 0 && scale === "log" ? 1 / (1 - share) : 1 + share;
  return written(own * factor, whole);
}

function scaledParameter(parameter: Scaled): MovedParameter {
  const { path, own, whole } = parameter;
  const shares = [...SHARES.map((share) => -share).reverse(), ...SHARES];
  const places = new Map<number, boolean>();
  for (const share of shares) {
    const value = moved(parameter, share);
    const isNear = Math.abs(share) <= NEAR;
    if (value !== own) places.set(value, isNear || places.get(value) === true);
  }
  const sorted = [...places].sort(([a], [b]) => a - b);
  const [low, high] = [moved(parameter, -NEAR), moved(parameter, NEAR)];
  return {
    path,
    own,
    values: sorted.map(([value]) => value),
    near: sorted.map(([, isNear]) => isNear),
    at: (u) => written(low + u * (high - low), whole),
  };
}

function listedParameter(path: string, own: number, all: readonly number[]): MovedParameter {
  const below = all.filter((value) => value < own).sort((a, b) => b - a);
  const above = all.filter((value) => value > own).sort((a, b) => a - b);
  const sides = [below, above].map((side) => side.slice(0, LISTED.steps));
  const values = [...sides[0].toReversed(), ...sides[1]];
  const near = sides.flatMap((side) => side.slice(0, LISTED.near));
  const drawn = [own, ...near].sort((a, b) => a - b);
  return {
    path,
    own,
    values,
    near: values.map((value) => near.includes(value)),
    at: (u) => drawn[Math.floor(u * drawn.length)],
  };
}

function descriptorOf(
  { strategy }: NormalisedConfig,
  strategies: readonly StrategyDescriptor[],
): StrategyDescriptor | undefined {
  return [...STRATEGIES, ...strategies].find(({ id }) => id === strategy.name);
}

/** Numbers of the strategy that count and are not 0; how often quotes are renewed is stressed elsewhere. */
function mainParameters(
  config: NormalisedConfig,
  strategies: readonly StrategyDescriptor[],
): readonly Scaled[] {
  const parameters = descriptorOf(config, strategies)?.parameters ?? [];
  const found = parameters.flatMap((parameter): Scaled[] => {
    const own = config.strategy[parameter.name];
    if (parameter.type !== "number" || parameter.unit === "ms") return [];
    if (typeof own !== "number" || own === 0) return [];
    if (!parameterCounts(parameter, parameters, config.strategy)) return [];
    const { scale, unit } = parameter;
    return [{ path: `strategy.${parameter.name}`, own, scale, whole: isWholeUnit(unit) }];
  });
  return found.slice(0, AXES_MAX);
}

function givenParameter(
  axis: SweepAxis,
  config: NormalisedConfig,
  strategies: readonly StrategyDescriptor[],
): MovedParameter {
  const { path } = axis;
  const { values, range } = resolveAxis(axis, config, strategies);
  const own = configValue(config, path);
  if (typeof own !== "number") {
    throw new PerpmillError("TRUST_INVALID", {
      message: `${path} is ${JSON.stringify(own)}, which has no numbers around it`,
      where: { field: path },
      hint: "Give axes of numbers that the configuration has.",
    });
  }
  if (values === null) {
    const { scale, whole } = range ?? { scale: "linear", whole: false };
    return scaledParameter({ path, own, scale, whole });
  }
  return listedParameter(
    path,
    own,
    values.filter((value) => typeof value === "number"),
  );
}

/**
 * The parameters whose neighbourhood is looked at: the axes that are given, or up to six numbers of the
 * strategy.
 * @throws TRUST_INVALID, SWEEP_INVALID, CONFIG_UNKNOWN_KEY, CONFIG_INVALID
 */
export function movedParameters(
  config: NormalisedConfig,
  axes: readonly SweepAxis[] | undefined,
  strategies: readonly StrategyDescriptor[],
): readonly MovedParameter[] {
  if (axes === undefined) return mainParameters(config, strategies).map(scaledParameter);
  return axes.map((axis) => givenParameter(axis, config, strategies));
}
