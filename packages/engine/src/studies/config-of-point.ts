/** The configuration of a row that a study has found. */
import type { ConfigInput } from "../config/input.js";
import type { NormalisedConfig } from "../config/types.js";
import type { AxisValue } from "../sweeps/axis.js";
import { configAt } from "../sweeps/set-point.js";

/**
 * The configuration of a study with parameters of one of its rows in it, to be run, saved or examined.
 * @param point values by path, as the study has them
 */
export function configOfPoint(
  config: NormalisedConfig,
  point: Readonly<Record<string, AxisValue>>,
): ConfigInput {
  return configAt(config, Object.keys(point), Object.values(point)) as ConfigInput;
}
