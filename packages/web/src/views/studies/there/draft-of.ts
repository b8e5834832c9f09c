/** The form of a study that was asked elsewhere: what `sweepOf` and the like make a request of, backwards. */
import type {
  AxisValue,
  SearchObjective,
  SearchStudy,
  SweepAxis,
  SweepStudy,
} from "@perpmill/engine";
import type { FoldsStudy } from "../../../engine/folds-protocol";
import { shownText } from "../../run/inspector/field-text";
import type { FormField } from "../../run/inspector/form-fields";
import type { AxisDraft } from "../setup/axis-draft";
import { FIRST_DRAFT, SAMPLER_NAMES, type SweepDraft } from "../sweep/sweep-draft";

/** Null: the field is not known here. */
export type FieldOf = (path: string) => FormField | null;

const PLAIN = { factor: 1 } as const;

function textOf(field: Pick<FormField, "factor">, value: AxisValue | undefined): string {
  return value === null ? "null" : shownText(field, value);
}

/** An axis as it is typed. */
export function draftOfAxis(axis: SweepAxis, fieldOf: FieldOf): AxisDraft {
  const { path } = axis;
  const field = fieldOf(path) ?? PLAIN;
  const draft = {
    path,
    from: "",
    to: "",
    step: "",
    count: "",
    scale: "linear",
    values: "",
  } as const;
  if ("values" in axis) {
    const values = axis.values.map((value) => textOf(field, value)).join(", ");
    return { ...draft, form: "list", values };
  }
  const count = axis.count === undefined ? "" : String(axis.count);
  if (!("from" in axis)) return { ...draft, form: count === "" ? "any" : "count", count };
  const number = (value: number | string) => textOf(field, Number(value));
  const { from, to, step, scale = "linear" } = axis;
  const ends = { ...draft, from: number(from), to: number(to), count, scale };
  if (step !== undefined) return { ...ends, form: "step", step: number(step) };
  return { ...ends, form: count === "" ? "any" : "count" };
}

interface Common {
  readonly axes: readonly SweepAxis[];
  readonly constraints?: readonly string[] | undefined;
  readonly giveUpDrawdown?: number | undefined;
}

function draftOfCommon({ axes, constraints, giveUpDrawdown }: Common, fieldOf: FieldOf) {
  const giveUp = giveUpDrawdown === undefined ? "" : shownText({ factor: 100 }, giveUpDrawdown);
  return {
    ...FIRST_DRAFT,
    axes: axes.map((axis) => draftOfAxis(axis, fieldOf)),
    constraints: (constraints ?? []).join("\n"),
    giveUp,
  };
}

function draftOfSampler(sampler: SweepStudy["sampler"]): Partial<SweepDraft> {
  const kind = SAMPLER_NAMES.find((one) => one === sampler?.kind) ?? "grid";
  if (sampler === undefined || sampler.kind === "grid") return { sampler: "grid" };
  return { sampler: kind, count: String(sampler.count), seed: String(sampler.seed ?? 0) };
}

function draftOfObjectives(objectives: readonly (string | SearchObjective)[]): Partial<SweepDraft> {
  const all = objectives.map((one) => (typeof one === "string" ? { expression: one } : one));
  const [first] = all;
  const penalties = first?.penalties ?? [];
  return {
    objectives: all.map(({ expression }) => expression).join("\n"),
    feasible: (first?.constraints ?? []).join("\n"),
    penalties: penalties.map(({ condition, weight }) => `${condition} : ${weight}`).join("\n"),
  };
}

function draftOfEffort({
  method,
  budget,
  seed,
}: Pick<SearchStudy, "method" | "budget" | "seed">): Partial<SweepDraft> {
  return {
    method: method ?? FIRST_DRAFT.method,
    budget: String(budget),
    seed: String(seed ?? FIRST_DRAFT.seed),
  };
}

/** The form of a sweep. */
export function draftOfSweep(study: SweepStudy, fieldOf: FieldOf): SweepDraft {
  return {
    ...draftOfCommon(study, fieldOf),
    ...draftOfSampler(study.sampler),
    rankBy: study.rankBy ?? FIRST_DRAFT.rankBy,
    edge: study.envelope === true ? "worst" : "own",
  };
}

/** The form of a search. */
export function draftOfSearch(study: SearchStudy, fieldOf: FieldOf): SweepDraft {
  const { space, objective, objectives, method } = study;
  const asked = objectives ?? (objective === undefined ? [] : [objective]);
  const several = asked.length > 1;
  return {
    ...draftOfCommon({ ...study, axes: space }, fieldOf),
    ...draftOfEffort({ ...study, method: method ?? (several ? "nsga-2" : "tpe") }),
    ...draftOfObjectives(asked),
  };
}

function draftOfWindows(study: FoldsStudy): Partial<SweepDraft> {
  if (study.kind === "k-fold") {
    const { folds, purgeDays = 0, embargoDays = 0 } = study;
    return {
      folds: String(folds),
      purgeDays: String(purgeDays),
      embargoDays: String(embargoDays),
    };
  }
  const { windows, position } = study;
  return {
    scheme: windows.scheme,
    trainDays: String(windows.trainDays),
    testDays: String(windows.testDays),
    gapDays: String(windows.gapDays ?? 0),
    position: position ?? FIRST_DRAFT.position,
  };
}

/** The form of a walk-forward or a k-fold. */
export function draftOfFolds(study: FoldsStudy, fieldOf: FieldOf): SweepDraft {
  const { search, giveUpDrawdown } = study;
  const isGrid = "axes" in search;
  const axes = isGrid ? search.axes : search.space;
  const { constraints, objective } = search;
  return {
    ...draftOfCommon({ axes, constraints, giveUpDrawdown }, fieldOf),
    ...(isGrid ? draftOfSampler(search.sampler) : draftOfEffort(search)),
    ...draftOfObjectives(objective === undefined ? [] : [objective]),
    choose: isGrid ? "grid" : "search",
    ...draftOfWindows(study),
  };
}
