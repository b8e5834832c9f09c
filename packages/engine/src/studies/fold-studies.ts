/** Walk-forward, k-fold and time splits as studies. */
import { type Static, Type } from "typebox";
import type { FoldChooser } from "../walk-forward/fold-options.js";
import type { KFoldRequest } from "../walk-forward/k-fold.js";
import { TIME_SPLITS } from "../walk-forward/split-names.js";
import type { WalkForwardRequest } from "../walk-forward/walk-forward.js";
import {
  Axes,
  CLOSED,
  Conditions,
  Config,
  Drawdown,
  MetricNames,
  Objective,
  Sampler,
  samplerOf,
  seedOf,
} from "./request-parts.js";
import { SEARCH_MEMBERS } from "./search-study.js";

const DAYS_MAX = 100_000;
const Days = Type.Integer({ minimum: 0, maximum: DAYS_MAX });
const SomeDays = Type.Integer({ minimum: 1, maximum: DAYS_MAX });

const GridChooserSchema = Type.Object(
  {
    axes: Axes,
    sampler: Type.Optional(Sampler),
    constraints: Type.Optional(Conditions),
    objective: Type.Optional(Objective),
  },
  CLOSED,
);
const SearchChooserSchema = Type.Object(
  { ...SEARCH_MEMBERS, objective: Type.Optional(Objective) },
  CLOSED,
);

const FOLD_MEMBERS = {
  config: Config,
  search: Type.Union([GridChooserSchema, SearchChooserSchema]),
  metrics: Type.Optional(MetricNames),
  giveUpDrawdown: Type.Optional(Drawdown),
};

/** A walk-forward, as JSON. */
export const WalkForwardStudySchema = Type.Object(
  {
    kind: Type.Literal("walk-forward"),
    ...FOLD_MEMBERS,
    windows: Type.Object(
      {
        scheme: Type.Enum(["anchored", "rolling"] as const, { type: "string" }),
        trainDays: SomeDays,
        testDays: SomeDays,
        stepDays: Type.Optional(SomeDays),
        gapDays: Type.Optional(Days),
      },
      CLOSED,
    ),
    position: Type.Optional(Type.Enum(["carry", "flat"] as const, { type: "string" })),
  },
  { ...CLOSED, title: "WalkForwardStudy" },
);
export type WalkForwardStudy = Static<typeof WalkForwardStudySchema>;

/** A purged k-fold, as JSON. */
export const KFoldStudySchema = Type.Object(
  {
    kind: Type.Literal("k-fold"),
    ...FOLD_MEMBERS,
    folds: Type.Integer({ minimum: 2, maximum: 100 }),
    purgeDays: Type.Optional(Days),
    embargoDays: Type.Optional(Days),
  },
  { ...CLOSED, title: "KFoldStudy" },
);
export type KFoldStudy = Static<typeof KFoldStudySchema>;

/** One configuration on each part of the time, as JSON. */
export const TimeSplitsStudySchema = Type.Object(
  {
    kind: Type.Literal("time-splits"),
    config: Config,
    by: Type.Enum(TIME_SPLITS, { type: "string" }),
    metrics: Type.Optional(MetricNames),
  },
  { ...CLOSED, title: "TimeSplitsStudy" },
);
export type TimeSplitsStudy = Static<typeof TimeSplitsStudySchema>;

function chooserOf(search: WalkForwardStudy["search"]): FoldChooser {
  if ("axes" in search) return { ...search, sampler: samplerOf(search.sampler) };
  const { seed, ...asked } = search;
  return { ...asked, seed: seed === undefined ? undefined : seedOf(seed) };
}

/** What of a walk-forward decides its result, as `walkForward` takes it. */
export function walkForwardRequestOf(study: WalkForwardStudy): WalkForwardRequest {
  const { kind: _, search, ...asked } = study;
  return { ...asked, search: chooserOf(search) };
}

/** What of a k-fold decides its result, as `kFold` takes it. */
export function kFoldRequestOf(study: KFoldStudy): KFoldRequest {
  const { kind: _, search, ...asked } = study;
  return { ...asked, search: chooserOf(search) };
}
