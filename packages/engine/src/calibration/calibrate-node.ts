/** Calibrations in Node, in which the name of a strategy may be the path of its file. */
import { type StrategyFiles, withStrategy } from "../user-strategies/runs-node.js";
import { calibrate as calibrateNamed } from "./calibrate.js";
import type { CalibrationOptions, CalibrationResult } from "./calibration-options.js";

/**
 * Runs a configuration along trades, which are the true path, and on the bars that they make, under every
 * path model and fill rule, at several refresh times: how far bars lead this configuration astray.
 * @throws CALIBRATION_INVALID; the codes of `backtest`
 */
export async function calibrate(
  options: CalibrationOptions & StrategyFiles,
): Promise<CalibrationResult> {
  return calibrateNamed(await withStrategy(options));
}
