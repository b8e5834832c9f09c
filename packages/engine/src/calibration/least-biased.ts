/** Which path model comes nearest to the trades. */
import type { PathModel } from "../config/types.js";
import type { CalibrationRow, FillRuleName } from "./calibration-options.js";

/** The nearest models at one refresh time, under one fill rule. */
export interface LeastBiased {
  readonly refreshMs: number;
  readonly rule: FillRuleName;
  /** by the number of fills; several when they are equally near */
  readonly byFills: readonly PathModel[];
  /** by the result in quote */
  readonly byTotal: readonly PathModel[];
}

/** What rounding makes of equal sums, as a share of them. */
const SAME = 1e-9;

function nearest(rows: readonly CalibrationRow[], name: "fills" | "total"): readonly PathModel[] {
  const distance = ({ bias }: CalibrationRow) => Math.abs(bias?.[name].absolute ?? Infinity);
  const least = Math.min(...rows.map(distance));
  const size = Math.max(1, ...rows.map((row) => Math.abs(row[name].mean)));
  return rows.filter((row) => distance(row) <= least + SAME * size).map(({ model }) => model);
}

/** The nearest models of every refresh time and rule. */
export function leastBiased(rows: readonly CalibrationRow[]): readonly LeastBiased[] {
  const truths = rows.filter(({ model }) => model === "trades");
  return truths.map(({ refreshMs, rule }) => {
    const models = rows.filter(
      (row) => row.refreshMs === refreshMs && row.rule === rule && row.bias !== null,
    );
    return {
      refreshMs,
      rule,
      byFills: nearest(models, "fills"),
      byTotal: nearest(models, "total"),
    };
  });
}
