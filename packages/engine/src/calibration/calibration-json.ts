/** The JSON document of a calibration. */
import { PATHS_KERNEL_SHA256 } from "@perpmill/core-wasm";
import { dataIdentity } from "../runs/backtest.js";
import { type StudyHead, studyHead } from "../studies/study-head.js";
import type { CalibrationResult, CalibrationRow } from "./calibration-options.js";
import { leastBiased } from "./least-biased.js";

type Numbers = readonly number[];
type SomeNumbers = readonly (number | null)[];

/** A figure of every row, and its bias; the bias is null in rows of the truth. */
export interface FigureColumns {
  readonly mean: Numbers;
  readonly standardError: Numbers;
  readonly biasAbsolute: SomeNumbers;
  /** of the absolute one */
  readonly biasStandardError: SomeNumbers;
  readonly biasRelative: SomeNumbers;
  readonly biasBps: SomeNumbers;
}

/** Rows as columns. Money in quote, shares of one, bps of the notional traded. */
export interface CalibrationColumns {
  readonly refreshMs: Numbers;
  readonly rule: readonly string[];
  readonly model: readonly string[];
  /** mean time between two quotes on the path, ms */
  readonly renewedMs: Numbers;
  readonly runs: Numbers;
  readonly liquidated: Numbers;
  readonly notional: Numbers;
  readonly fills: FigureColumns;
  readonly spreadPnl: FigureColumns;
  readonly total: FigureColumns;
}

export interface CalibrationJson extends StudyHead<"calibration"> {
  /** of the kernel that runs bridges and trades */
  readonly pathsKernelSha256: string;
  readonly trades: number;
  readonly seeds: number;
  readonly columns: CalibrationColumns;
  /** the model whose result is nearest to the truth, by refresh time and rule */
  readonly leastBiased: ReturnType<typeof leastBiased>;
}

function figure(
  rows: readonly CalibrationRow[],
  name: "fills" | "spreadPnl" | "total",
): FigureColumns {
  const biases = rows.map(({ bias }) => bias?.[name] ?? null);
  return {
    mean: rows.map((row) => row[name].mean),
    standardError: rows.map((row) => row[name].standardError),
    biasAbsolute: biases.map((bias) => bias?.absolute ?? null),
    biasStandardError: biases.map((bias) => bias?.standardError ?? null),
    biasRelative: biases.map((bias) => bias?.relative ?? null),
    biasBps: biases.map((bias) => bias?.bps ?? null),
  };
}

/** A calibration as plain JSON: what the command prints and writes. */
export function calibrationJson(result: CalibrationResult): CalibrationJson {
  const { config, bars, trades, seeds, rows } = result;
  return {
    ...studyHead("calibration", dataIdentity(bars), config),
    pathsKernelSha256: PATHS_KERNEL_SHA256,
    trades,
    seeds,
    columns: {
      refreshMs: rows.map((row) => row.refreshMs),
      rule: rows.map((row) => row.rule),
      model: rows.map((row) => row.model),
      renewedMs: rows.map((row) => row.renewedMs),
      runs: rows.map((row) => row.runs),
      liquidated: rows.map((row) => row.liquidated),
      notional: rows.map((row) => row.notional.mean),
      fills: figure(rows, "fills"),
      spreadPnl: figure(rows, "spreadPnl"),
      total: figure(rows, "total"),
    },
    leastBiased: leastBiased(rows),
  };
}
