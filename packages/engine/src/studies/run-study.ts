/** Runs a study of any kind from its request and gives its document: one entry for servers and pages. */

import { risk } from "../risk/risk.js";
import { type RiskJson, riskJson } from "../risk/risk-json.js";
import { dataIdentity } from "../runs/backtest.js";
import type { ManyRunsInputs } from "../runs/many-runs.js";
import type { DataIdentity } from "../runs/result.js";
import { optimiseOn } from "../search/run-search.js";
import { type SearchJson, searchJson } from "../search/search-json.js";
import type { AxisValue } from "../sweeps/axis.js";
import type { SweepPool } from "../sweeps/pool.js";
import { sweepOn } from "../sweeps/run-sweep.js";
import { type SweepJson, sweepJson } from "../sweeps/sweep-json.js";
import type { OpenSweepStore, SweepRows } from "../sweeps/sweep-options.js";
import type { ThreadPlatform } from "../sweeps/threads.js";
import { trustOn } from "../trust/trust.js";
import { type TrustJson, trustJson } from "../trust/trust-json.js";
import type { TrustRequest } from "../trust/trust-options.js";
import {
  type KFoldJson,
  kFoldJson,
  type TimeSplitsJson,
  timeSplitsJson,
  type WalkForwardJson,
  walkForwardJson,
} from "../walk-forward/folds-json.js";
import { kFoldOn } from "../walk-forward/k-fold.js";
import { timeSplitsOn } from "../walk-forward/time-splits.js";
import { walkForwardOn } from "../walk-forward/walk-forward.js";
import { kFoldRequestOf, walkForwardRequestOf } from "./fold-studies.js";
import { riskRequestOf } from "./risk-study.js";
import { searchRequestOf } from "./search-study.js";
import type { StudyRequest } from "./study-request.js";
import { sweepRequestOf } from "./sweep-study.js";
import { trustRequestOf } from "./trust-study.js";

/** The document of a study, by its kind. */
export type StudyJson =
  | SweepJson
  | SearchJson
  | WalkForwardJson
  | KFoldJson
  | TimeSplitsJson
  | TrustJson
  | RiskJson;

/** How far a study is. */
export interface StudyStage {
  /** rows, trials or runs that are done */
  readonly done: number;
  /** null: not known before the end */
  readonly total: number | null;
  /** of the whole study, 0..1, about */
  readonly share: number;
  /** of `done`: that a store had */
  readonly reused: number;
  /** the best row so far, by what the study looks for; null: none, or no such thing */
  readonly best: {
    readonly row: number;
    readonly metric: string;
    readonly value: number;
    /** by path; null: see the row */
    readonly parameters: Readonly<Record<string, AxisValue>> | null;
  } | null;
}

/** How a study is run. */
export interface StudyControl {
  /** warm threads on the market */
  readonly pool?: SweepPool | undefined;
  /** threads; 0: the calling one; default: one a core */
  readonly workers?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((stage: StudyStage) => void) | undefined;
  /** rows of a sweep or trials of a search, in order, as they come; waited for */
  readonly onRows?: ((rows: SweepRows) => void | Promise<void>) | undefined;
  /** rows of before: what the store has is not run again */
  readonly store?: OpenSweepStore | undefined;
}

/** What a verdict is made from besides its market. */
type Given = "sweep" | "walkForward" | "others";

/** The market of a study; of a verdict what was found before, and other markets, too. */
export interface StudyInputs extends ManyRunsInputs, Pick<TrustRequest, Given> {}

/** Control without what a function tells in its own way. */
type Common = ManyRunsInputs & Omit<StudyControl, "onProgress" | "onRows">;

interface Told extends Pick<StudyControl, "onRows"> {
  readonly tell: (stage: StudyStage) => void;
}

async function runSweep(
  study: Extract<StudyRequest, { kind: "sweep" }>,
  common: Common,
  { tell, onRows }: Told,
  data: DataIdentity,
  platform: ThreadPlatform,
): Promise<SweepJson> {
  const onProgress: Parameters<typeof sweepOn>[0]["onProgress"] = (progress) => {
    const { done, total, reused, best } = progress;
    tell({ done, total, reused, share: done / total, best: best && { ...best, parameters: null } });
  };
  const request = { ...sweepRequestOf(study), ...common, onRows, onProgress };
  return sweepJson(await sweepOn(request, platform), data);
}

function objectiveText(study: Extract<StudyRequest, { kind: "search" }>): string {
  const first = study.objective ?? study.objectives?.[0] ?? "";
  return typeof first === "string" ? first : first.expression;
}

async function runSearch(
  study: Extract<StudyRequest, { kind: "search" }>,
  common: Common,
  { tell, onRows }: Told,
  data: DataIdentity,
  platform: ThreadPlatform,
): Promise<SearchJson> {
  const metric = objectiveText(study);
  const onProgress: Parameters<typeof optimiseOn>[0]["onProgress"] = (progress) => {
    const { done, share, reused, best } = progress;
    const shown = best && {
      row: best.trial,
      metric,
      value: best.values[0] ?? Number.NaN,
      parameters: best.parameters,
    };
    tell({ done, total: null, share, reused, best: shown });
  };
  const request = { ...searchRequestOf(study), ...common, onRows, onProgress };
  return searchJson(await optimiseOn(request, platform), data);
}

async function runSplits(
  { kind: _, ...asked }: Extract<StudyRequest, { kind: "time-splits" }>,
  { store: __, ...common }: Common,
  { tell }: Told,
  platform: ThreadPlatform,
): Promise<TimeSplitsJson> {
  const onProgress = ({ done, total }: { done: number; total: number }) =>
    tell({ done, total, share: done / total, reused: 0, best: null });
  const result = await timeSplitsOn({ ...asked, ...common, onProgress }, platform);
  return timeSplitsJson(result, dataIdentity(common.bars));
}

async function runTrust(
  study: Extract<StudyRequest, { kind: "trust" }>,
  { store: _, ...common }: Common,
  { tell }: Told,
  given: Pick<TrustRequest, Given>,
  platform: ThreadPlatform,
): Promise<TrustJson> {
  const onProgress: TrustRequest["onProgress"] = ({ done, total }) =>
    tell({ done, total, share: done / total, reused: 0, best: null });
  const request = { ...trustRequestOf(study), ...common, ...given, onProgress };
  return trustJson(await trustOn(request, platform), dataIdentity(common.bars));
}

async function runRisk(
  study: Extract<StudyRequest, { kind: "risk" }>,
  { bars, mark, funding, userStrategy, signal }: Common,
  { tell }: Told,
): Promise<RiskJson> {
  const onProgress: Parameters<typeof risk>[0]["onProgress"] = ({ share }) =>
    tell({ done: 0, total: null, share, reused: 0, best: null });
  const market = { bars, mark, funding, userStrategy, signal };
  return riskJson(await risk({ ...riskRequestOf(study), ...market, onProgress }));
}

/**
 * Runs a study. Its document is the same whatever the number of threads.
 * @throws as the function of its kind: `sweep`, `optimise`, `walkForward`, `kFold`, `timeSplits`, `trust`, `risk`
 */
export async function runStudyOn(
  study: StudyRequest,
  inputs: StudyInputs,
  control: StudyControl,
  platform: ThreadPlatform,
): Promise<StudyJson> {
  const { onProgress, onRows, ...shared } = control;
  const { sweep, walkForward, others, ...market } = inputs;
  const told: Told = { onRows, tell: (stage) => onProgress?.(stage) };
  const common: Common = { ...market, ...shared };
  const data = dataIdentity(inputs.bars);
  const onFolds = ({ done, reused, share }: { done: number; reused: number; share: number }) =>
    told.tell({ done, total: null, share, reused, best: null });
  switch (study.kind) {
    case "sweep":
      return runSweep(study, common, told, data, platform);
    case "search":
      return runSearch(study, common, told, data, platform);
    case "walk-forward": {
      const asked = { ...walkForwardRequestOf(study), ...common, onProgress: onFolds };
      return walkForwardJson(await walkForwardOn(asked, platform), data);
    }
    case "k-fold": {
      const asked = { ...kFoldRequestOf(study), ...common, onProgress: onFolds };
      return kFoldJson(await kFoldOn(asked, platform), data);
    }
    case "time-splits":
      return runSplits(study, common, told, platform);
    case "trust":
      return runTrust(study, common, told, { sweep, walkForward, others }, platform);
    case "risk":
      return runRisk(study, common, told);
  }
}
