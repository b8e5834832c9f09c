/** Which path model comes nearest to the trades. */
import type { PathModel } from "../config/types.js";
import type { CalibrationRow, FillRuleName } from "./calibration-options.js";

/** The nearest models at one refresh time, under one fill rule. */
export interface LeastBiased {
  readonly refreshMs: number;
  readonly rule: FillRuleName;
  /** by the number of fills */
  readonly byFills: PathModel;
  /** by the result in quote */
  readonly byTotal: PathModel;
}

function nearest(rows: readonly CalibrationRow[], name: "fills" | "total"): PathModel {
  const distance = ({ bias }: CalibrationRow) => Math.abs(bias?.[name].absolute ?? Infinity);
  return rows.reduce((best, row) => (distance(row) < distance(best) ? row : best)).model;
}

/** The nearest models of every refresh time and rule; the first of equals. */
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
