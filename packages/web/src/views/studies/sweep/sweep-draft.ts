/** What a sweep will be asked, as it stands in the form. */
import {
  askedColumns,
  type ConfigInput,
  type SamplerName,
  type SweepAxis,
  type SweepMetric,
  type SweepStudy,
} from "@perpmill/engine";
import type { TabSweep } from "../../../engine/sweep-protocol";
import type { FormField } from "../../run/inspector/form-fields";
import { AXIS_FORMS, type AxisDraft, axisOf } from "../setup/axis-draft";

export const SAMPLER_NAMES = ["grid", "sobol", "lhs", "random"] as const satisfies SamplerName[];

/** What of a metric rows are ranked by: its value under their own assumptions, or its pessimistic edge. */
export const EDGES = ["own", "worst"] as const;

export interface SweepDraft {
  readonly axes: readonly AxisDraft[];
  readonly sampler: SamplerName;
  /** points of a sample, as typed */
  readonly count: string;
  readonly seed: string;
  /** one a line */
  readonly constraints: string;
  /** a metric */
  readonly rankBy: string;
  /** worst: by the least that it comes to under every path model and fill rule */
  readonly edge: (typeof EDGES)[number];
  /** percent, as typed; empty: no limit */
  readonly giveUp: string;
  /** of a search: what is looked for, one a line; several make a front */
  readonly objectives: string;
  /** what a trial must come to, one a line, such as `fills >= 100` */
  readonly feasible: string;
  /** `condition : weight`, one a line */
  readonly penalties: string;
  readonly method: string;
  /** trials, as typed */
  readonly budget: string;
  /** of a walk-forward, in days as typed */
  readonly scheme: "anchored" | "rolling";
  readonly trainDays: string;
  readonly testDays: string;
  readonly gapDays: string;
  readonly position: "carry" | "flat";
  /** of a k-fold, as typed */
  readonly folds: string;
  readonly purgeDays: string;
  readonly embargoDays: string;
  /** how a fold looks for its best */
  readonly choose: "grid" | "search";
}

export const FIRST_DRAFT: SweepDraft = {
  axes: [],
  sampler: "grid",
  count: "256",
  seed: "0",
  constraints: "",
  rankBy: "sharpe",
  edge: "own",
  giveUp: "",
  objectives: "sharpe",
  feasible: "",
  penalties: "",
  method: "tpe",
  budget: "200",
  scheme: "rolling",
  trainDays: "365",
  testDays: "90",
  gapDays: "0",
  position: "carry",
  folds: "6",
  purgeDays: "1",
  embargoDays: "1",
  choose: "search",
};

/** Metrics that take every trade or every bar kept are columns only when rows are ranked by them. */
function needsMore(metric: string): boolean {
  return metric.startsWith("markoutBps.");
}

export function samplerOf({
  sampler,
  count,
  seed,
}: SweepDraft): NonNullable<SweepStudy["sampler"]> {
  if (sampler === "grid") return { kind: "grid" };
  return { kind: sampler, count: Number(count), seed: Number(seed) };
}

/** Lines that say something. */
export function linesOf(text: string): string[] {
  const lines = text.split("\n").map((line) => line.trim());
  return lines.filter((line) => line !== "");
}

/** An axis of another strategy goes along, for the engine to say that it has no such field. */
export function axesOf({ axes }: SweepDraft, fields: readonly FormField[]): SweepAxis[] {
  return axes.map((axis) => {
    const field = fields.find(({ path }) => path === axis.path);
    return field === undefined ? { path: axis.path, values: [] } : axisOf(axis, field);
  });
}

export function limitOf({ giveUp }: SweepDraft): Pick<TabSweep, "giveUpDrawdown"> {
  const limit = giveUp.trim();
  return limit === "" ? {} : { giveUpDrawdown: Number((Number(limit) / 100).toPrecision(12)) };
}

/** The column that rows are ranked by. */
export function rankOf({ rankBy, edge }: Pick<SweepDraft, "rankBy" | "edge">): SweepMetric {
  return askedColumns({ rankBy, envelope: edge === "worst" }).rank;
}

/**
 * As the engine takes it.
 * @param fields that axes can move
 * @param columns metrics that sweeps have when nobody asks
 */
export function sweepOf(
  draft: SweepDraft,
  config: ConfigInput,
  fields: readonly FormField[],
  columns: readonly string[],
): TabSweep {
  return {
    config,
    axes: axesOf(draft, fields),
    sampler: samplerOf(draft),
    constraints: linesOf(draft.constraints),
    rankBy: draft.rankBy,
    ...(draft.edge === "worst" ? { envelope: true } : {}),
    ...(needsMore(draft.rankBy) ? { metrics: [...columns, draft.rankBy] } : {}),
    ...limitOf(draft),
  };
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isAxis(value: unknown): value is AxisDraft {
  if (typeof value !== "object" || value === null) return false;
  const { path, form, from, to, step, count, scale, values } = value as Record<string, unknown>;
  return (
    [path, from, to, step, count, values].every(isText) &&
    AXIS_FORMS.some((one) => one === form) &&
    (scale === "linear" || scale === "log")
  );
}

/** A draft that was kept or came with a link; what is missing or cannot be is as at first. */
export function readDraft(kept: unknown): SweepDraft {
  if (typeof kept !== "object" || kept === null) return FIRST_DRAFT;
  const values = kept as Readonly<Record<string, unknown>>;
  const texts = Object.entries(FIRST_DRAFT).map(([name, first]) => {
    const value = values[name];
    return [name, isText(first) && isText(value) ? value : first];
  });
  const read: SweepDraft = Object.fromEntries(texts);
  const oneOf = <T extends string>(name: string, of: readonly T[], first: T): T =>
    of.find((one) => one === values[name]) ?? first;
  return {
    ...read,
    axes: Array.isArray(values.axes) ? values.axes.filter(isAxis) : [],
    edge: oneOf("edge", EDGES, FIRST_DRAFT.edge),
    sampler: oneOf("sampler", SAMPLER_NAMES, FIRST_DRAFT.sampler),
    scheme: oneOf("scheme", ["anchored", "rolling"], FIRST_DRAFT.scheme),
    position: oneOf("position", ["carry", "flat"], FIRST_DRAFT.position),
    choose: oneOf("choose", ["grid", "search"], FIRST_DRAFT.choose),
  };
}
