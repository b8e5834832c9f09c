/** From the options of `perpmill calibrate` to trades, a configuration and what is asked. */
import type { CalibrationOptions } from "../../calibration/calibration-options.js";
import { normaliseConfig } from "../../config/normalise.js";
import { loadTrades, openSeries } from "../../market-data/load-node.js";
import { numberText } from "../../reports/number-text.js";
import type { CommandContext } from "../context.js";
import { type ConfigOptions, readConfig } from "../load-inputs.js";
import { openSource } from "../open-data.js";
import { spanMs, wholeNumber } from "../option-values.js";
import type { NamedFile } from "../output-files.js";
import { startProgress } from "../print/progress.js";

export interface CalibrateCommandOptions extends ConfigOptions {
  readonly trades: readonly string[];
  readonly interval?: string;
  readonly refresh?: string;
  readonly seeds?: string;
  readonly mark?: string;
  readonly onBadRow?: "error" | "skip";
  readonly out?: string;
  readonly json?: boolean;
}

type Asked = Pick<CalibrationOptions, "interval" | "refreshMs" | "seeds">;
type Read = Omit<CalibrationOptions, keyof Asked | "signal" | "onProgress" | "models" | "rules">;

/** The files that the command reads, so that no output overwrites one. */
export function calibrationFiles(
  configPath: string,
  options: CalibrateCommandOptions,
): NamedFile[] {
  const { trades, mark, funding } = options;
  return [
    { option: "CONFIG", path: configPath },
    ...trades.map((path) => ({ option: "--trades", path })),
    ...(mark === undefined ? [] : [{ option: "--mark", path: mark }]),
    ...(funding === undefined ? [] : [{ option: "--funding", path: funding }]),
  ];
}

/** Checks what is asked. @throws USAGE */
export function calibrationRequest(
  { interval, refresh, seeds }: CalibrateCommandOptions,
  { texts }: CommandContext,
): Asked {
  const times = refresh?.split(",").map((text) => spanMs(text.trim(), texts, "--refresh"));
  return {
    interval: interval === undefined ? undefined : spanMs(interval, texts),
    refreshMs: times,
    seeds: seeds === undefined ? undefined : wholeNumber("--seeds", seeds, 1, texts),
  };
}

/**
 * Reads the configuration, the trades and the series.
 * @throws the errors of the readers and of the configuration; ABORTED after Ctrl-C
 */
export async function readCalibration(
  configPath: string,
  options: CalibrateCommandOptions,
  intervalMs: number | undefined,
  context: CommandContext,
): Promise<Read> {
  const { host, texts } = context;
  const { config, userStrategy } = await readConfig(configPath, options, context);
  const strategies = userStrategy === null ? [] : [userStrategy.descriptor];
  const progress = await startProgress(host, texts.reading);
  const { signal } = host;
  const { onBadRow } = options;
  const shared = {
    ...{ signal, onBadRow },
    onProgress: (seen: { bytes: number; totalBytes: number | null; rows: number }) =>
      progress.report(
        seen.totalBytes ? seen.bytes / seen.totalBytes : null,
        `${numberText(seen.rows, "count")} ${texts.rows}`,
      ),
  };
  const series = async <Kind extends "mark" | "funding">(kind: Kind, name: string) => {
    const { paths } = await openSource([name], { kind, intervalMs }, options, context);
    return (await openSeries(paths, { ...shared, kind })).series;
  };
  try {
    const { paths } = await openSource(options.trades, { kind: "trades" }, options, context);
    const { priceDecimals } = config.data;
    const trades = await loadTrades(paths, { ...shared, priceDecimals });
    const { mark, funding } = options;
    return {
      trades,
      userStrategy,
      mark: mark === undefined ? undefined : await series("mark", mark),
      funding: funding === undefined ? undefined : await series("funding", funding),
      config: normaliseConfig(config, { strategies }),
    };
  } finally {
    progress.end();
  }
}
