/** `perpmill calibrate`: a configuration on trades, and on the bars that they make. */
import { calibrate } from "../../calibration/calibrate.js";
import { calibrationJson } from "../../calibration/calibration-json.js";
import type { CalibrationResult } from "../../calibration/calibration-options.js";
import { numberText } from "../../reports/number-text.js";
import { resultJsonText } from "../../reports/result-json.js";
import { calibrationText } from "../calibrate/calibration-text.js";
import {
  type CalibrateCommandOptions,
  calibrationFiles,
  calibrationRequest,
  readCalibration,
} from "../calibrate/request.js";
import type { CommandContext } from "../context.js";
import { OutputFiles, withOutputFiles } from "../output-files.js";
import { startProgress } from "../print/progress.js";

async function runShown(
  configPath: string,
  options: CalibrateCommandOptions,
  context: CommandContext,
): Promise<CalibrationResult> {
  const { host, texts } = context;
  const asked = calibrationRequest(options, context);
  const intervalMs = asked.interval === undefined ? undefined : Number(asked.interval);
  const read = await readCalibration(configPath, options, intervalMs, context);
  const progress = await startProgress(host, texts.calibrate.running);
  const listen = read.userStrategy == null ? () => undefined : host.endOnInterrupt();
  const count = (value: number) => numberText(value, "count");
  try {
    return await calibrate({
      ...read,
      ...asked,
      signal: host.signal,
      onProgress: ({ done, total }) =>
        progress.report(done / total, texts.calibrate.runs(count(done), count(total))),
    });
  } finally {
    listen();
    progress.end();
  }
}

/**
 * Runs the calibration, writes its file, and prints the bias of every model.
 * @throws PerpmillError; then no output file is there
 */
export async function calibrateCommand(
  configPath: string,
  options: CalibrateCommandOptions,
  context: CommandContext,
): Promise<void> {
  const { host, texts } = context;
  const { out } = options;
  const outputs = out === undefined ? [] : [{ option: "--out", path: out }];
  new OutputFiles(context).check(outputs, calibrationFiles(configPath, options));
  const startedMs = host.nowMs();
  const result = await runShown(configPath, options, context);
  const tookMs = host.nowMs() - startedMs;
  const json = resultJsonText(calibrationJson(result));
  if (out !== undefined) await withOutputFiles(context, (files) => files.write(out, [json]));
  if (options.json === true) {
    host.stdout.write(json);
    return;
  }
  host.stdout.write(calibrationText(result, tookMs, context));
  if (out !== undefined) host.stdout.write(`${texts.wrote(out)}\n`);
}
