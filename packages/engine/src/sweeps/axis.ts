/** Axes of a sweep: which parameters take which values. */
import { exp, ln } from "@perpmill/core-wasm/portable";
import type { StrategyDescriptor } from "@perpmill/core-wasm/strategies";
import type { DecimalRule } from "../config/fields.js";
import { IssueList } from "../config/issues.js";
import { readField, UNREADABLE } from "../config/read-field.js";
import type { NormalisedConfig } from "../config/types.js";
import { PerpmillError } from "../errors.js";
import { fieldRule } from "./axis-field.js";
import { checkCount, decimalOf, decimalSteps, writable } from "./decimal-steps.js";
import { ownRange } from "./own-range.js";
import type { AxisValue, RangeAxis, SweepAxis } from "./sweep-axis.js";

export type {
  AxisValue,
  ListAxis,
  OwnRangeAxis,
  RangeAxis,
  SweepAxis,
} from "./sweep-axis.js";

/** An axis that was checked against the configuration it belongs to. */
export interface ResolvedAxis {
  readonly path: string;
  /** its values in order; null: any number of the range, which only a sampler can draw from */
  readonly values: readonly AxisValue[] | null;
  /** the range that is drawn from; null: there are values */
  readonly range: DrawnRange | null;
  /** the value at a place of the axis, 0 ≤ u < 1 */
  readonly at: (u: number) => AxisValue;
}

interface Ends {
  readonly from: number;
  readonly to: number;
  readonly scale: "linear" | "log";
}

/** A range of which any number may be drawn, or any whole one. */
export interface DrawnRange extends Ends {
  readonly whole: boolean;
}

function listed(path: string, values: readonly AxisValue[]): ResolvedAxis {
  const at = (u: number): AxisValue =>
    values[Math.min(values.length - 1, Math.floor(u * values.length))] ?? null;
  return { path, values, range: null, at };
}

/** The number at a share of the way, six significant digits; the ends are as they were given. */
function between({ from, to, scale }: Ends, share: number): number {
  if (share <= 0) return from;
  if (share >= 1) return to;
  if (scale === "linear") return writable(from + share * (to - from));
  const low = ln(from);
  return Math.min(to, Math.max(from, writable(exp(low + share * (ln(to) - low)))));
}

function endsOf(axis: RangeAxis): Ends {
  const { path, scale = "linear" } = axis;
  const from = decimalOf(axis.from, path);
  const to = decimalOf(axis.to, path);
  const where = { field: path };
  if (from > to) {
    throw new PerpmillError("SWEEP_INVALID", {
      message: `the range of ${path} runs from ${from} down to ${to}`,
      where,
      hint: "Give the smaller end first.",
    });
  }
  if (scale === "log" && !(from > 0)) {
    throw new PerpmillError("SWEEP_INVALID", {
      message: `the range of ${path} begins at ${from}, and a log scale has only numbers above 0`,
      where,
      hint: "Begin above 0, or use a linear scale.",
    });
  }
  return { from, to, scale };
}

function counted(axis: RangeAxis, ends: Ends, count: number, whole: boolean): AxisValue[] {
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new PerpmillError("SWEEP_INVALID", {
      message: `the axis ${axis.path} must have a whole number of values from 1 on, got ${count}`,
      where: { field: axis.path },
      hint: "Write FROM:TO:linear:N or FROM:TO:log:N.",
    });
  }
  checkCount(count, axis.path);
  const values = Array.from({ length: count }, (_, k) => {
    const value = between(ends, count === 1 ? 0 : k / (count - 1));
    return whole ? Math.round(value) : value;
  });
  return [...new Set(values)];
}

function drawn(path: string, ends: Ends, whole: boolean): ResolvedAxis {
  const at = (u: number): AxisValue => {
    if (!whole) return between(ends, u);
    if (ends.scale === "log") return Math.round(between(ends, u));
    return Math.min(ends.to, ends.from + Math.floor(u * (ends.to - ends.from + 1)));
  };
  return { path, values: null, range: { ...ends, whole }, at };
}

/** The value as the configuration would read it. @throws CONFIG_INVALID with the field's rule */
function readValue(
  value: unknown,
  rule: DecimalRule | Parameters<typeof readField>[1],
  path: string,
): AxisValue {
  const issues = new IssueList();
  const read = readField(value, rule, path, issues);
  issues.throwIfAny({}, undefined);
  if (read === UNREADABLE) throw new Error(`${path} was not read`);
  return read as AxisValue;
}

/**
 * Checks an axis against the configuration it belongs to.
 * @param strategies besides the built-in ones
 * @throws CONFIG_UNKNOWN_KEY, CONFIG_INVALID: a value that its field does not take; SWEEP_INVALID
 */
export function resolveAxis(
  given: SweepAxis,
  config: NormalisedConfig,
  strategies: readonly StrategyDescriptor[] = [],
): ResolvedAxis {
  const { path } = given;
  const rule = fieldRule(path, config, strategies);
  const isNamed = "values" in given || "from" in given;
  const axis = isNamed ? given : ownRange(given, rule, config, strategies);
  if ("values" in axis) {
    if (axis.values.length === 0) {
      throw new PerpmillError("SWEEP_INVALID", {
        message: `the axis ${path} has no values`,
        where: { field: path },
        hint: "Name one at least.",
      });
    }
    checkCount(axis.values.length, path);
    return listed(path, [...new Set(axis.values.map((value) => readValue(value, rule, path)))]);
  }
  if (rule.kind !== "decimal") {
    throw new PerpmillError("SWEEP_INVALID", {
      message: `${path} is not a number and has no range`,
      where: { field: path },
      hint: "Name its values: PATH=A,B,C.",
    });
  }
  const ends = endsOf(axis);
  readValue(ends.from, rule, path);
  readValue(ends.to, rule, path);
  const whole = rule.whole === true;
  if (axis.step !== undefined) {
    const step = decimalOf(axis.step, path);
    const values = decimalSteps(ends.from, ends.to, step, path);
    return listed(
      path,
      values.map((value) => readValue(value, rule, path)),
    );
  }
  if (axis.count !== undefined) return listed(path, counted(axis, ends, axis.count, whole));
  return drawn(path, ends, whole);
}
