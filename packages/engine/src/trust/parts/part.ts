/** What parts of a verdict have in common. */
import type { NormalisedConfig } from "../../config/types.js";
import { KEPT_PART } from "../../sweeps/plateau.js";
import { splitmix64 } from "../../synthetic/random.js";
import { gradeUp, type TrustFinding, type TrustGrade, worse } from "../findings.js";
import { isProfitable, rowsRun, shareOf, type TrustRow } from "../headlines.js";

/** What every part begins with. */
export interface TrustBasis {
  readonly config: NormalisedConfig;
  readonly seed: number;
}

/** A number of 53 bits, one of many that a seed gives: seeds of one part lie 2^20 apart from those of another. */
export function drawnSeed(seed: number, part: number, index: number): number {
  return Number(splitmix64(BigInt(seed), BigInt(part) * 1_048_576n + BigInt(index)) >> 11n);
}

/** By what runs are compared: the Sharpe ratio, or the total return where there is none. */
export function scoreName({ metrics }: TrustRow): "sharpe" | "totalReturn" {
  return metrics.sharpe === null ? "totalReturn" : "sharpe";
}

/** Whether a run is profitable and has half of the own score at least. */
export function holdsUp(row: TrustRow, own: TrustRow): boolean {
  const score = scoreName(own);
  return isProfitable(row) && (row.metrics[score] ?? 0) >= (own.metrics[score] ?? 0) * KEPT_PART;
}

/** From which share of profitable runs on a part has each grade. */
const PROFITABLE = { strong: 1, fair: 0.9, weak: 0.5 };
/** Share of the runs that must keep half of the score for `strong`. */
const HOLDING = 0.9;

/** What the same configuration did under other circumstances that were as likely. */
export function sharesOf(
  rows: readonly TrustRow[],
  own: TrustRow,
): { readonly profitable: number; readonly holding: number; readonly grade: TrustGrade } {
  const ran = rowsRun(rows);
  const profitable = shareOf(ran, isProfitable);
  const holding = shareOf(ran, (row) => holdsUp(row, own));
  const grade = gradeUp(profitable, PROFITABLE);
  return { profitable, holding, grade: holding >= HOLDING ? grade : worse(grade, "fair") };
}

/** A finding about a part that could not be examined. */
export function notExamined(
  part: TrustFinding["part"],
  reason: string,
  facts: TrustFinding["facts"] = {},
): TrustFinding {
  return { part, grade: "fair", matters: false, reason, value: null, facts };
}

/** The least of some numbers and where it is; null: there is none. */
export function leastRow<Row extends TrustRow>(
  rows: readonly Row[],
  numberOf: (row: Row) => number | null,
): { readonly row: Row; readonly value: number } | null {
  let least: { readonly row: Row; readonly value: number } | null = null;
  for (const row of rowsRun(rows)) {
    const value = numberOf(row);
    if (value !== null && (least === null || value < least.value)) least = { row, value };
  }
  return least;
}
