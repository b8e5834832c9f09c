/** What a sweep will be asked, as it stands in the form. */
import type { ConfigInput, SamplerName, SweepAxis, SweepSampler } from "@perpmill/engine";
import type { TabSweep } from "../../../engine/sweep-protocol";
import type { FormField } from "../../run/inspector/form-fields";
import { AXIS_FORMS, type AxisDraft, axisOf } from "../setup/axis-draft";

export const SAMPLER_NAMES = ["grid", "sobol", "lhs", "random"] as const satisfies SamplerName[];

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
  /** percent, as typed; empty: no limit */
  readonly giveUp: string;
}

export const FIRST_DRAFT: SweepDraft = {
  axes: [],
  sampler: "grid",
  count: "256",
  seed: "0",
  constraints: "",
  rankBy: "sharpe",
  giveUp: "",
};

/** Metrics that take every trade or every bar kept are columns only when rows are ranked by them. */
function needsMore(metric: string): boolean {
  return metric.startsWith("markoutBps.");
}

function samplerOf({ sampler, count, seed }: SweepDraft): SweepSampler {
  if (sampler === "grid") return { kind: "grid" };
  return { kind: sampler, count: Number(count), seed: Number(seed) };
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
  const axes = draft.axes.flatMap((axis): SweepAxis[] => {
    const field = fields.find(({ path }) => path === axis.path);
    return field === undefined ? [] : [axisOf(axis, field)];
  });
  const constraints = draft.constraints.split("\n").map((line) => line.trim());
  const limit = draft.giveUp.trim();
  return {
    config,
    axes,
    sampler: samplerOf(draft),
    constraints: constraints.filter((line) => line !== ""),
    rankBy: draft.rankBy,
    ...(needsMore(draft.rankBy) ? { metrics: [...columns, draft.rankBy] } : {}),
    ...(limit === "" ? {} : { giveUpDrawdown: Number((Number(limit) / 100).toPrecision(12)) }),
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
  const { axes, sampler, count, seed, constraints, rankBy, giveUp } = kept as Record<
    string,
    unknown
  >;
  const text = (value: unknown, first: string) => (isText(value) ? value : first);
  return {
    axes: Array.isArray(axes) ? axes.filter(isAxis) : [],
    sampler: SAMPLER_NAMES.find((one) => one === sampler) ?? FIRST_DRAFT.sampler,
    count: text(count, FIRST_DRAFT.count),
    seed: text(seed, FIRST_DRAFT.seed),
    constraints: text(constraints, ""),
    rankBy: text(rankBy, FIRST_DRAFT.rankBy),
    giveUp: text(giveUp, ""),
  };
}
