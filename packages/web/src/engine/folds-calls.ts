/** Walk-forward, k-fold and time splits in the engine worker, on the threads of its sweeps. */
import {
  dataIdentity,
  kFold,
  kFoldJson,
  kFoldRequestOf,
  type TimeSplitsJson,
  timeSplits,
  timeSplitsJson,
  type WalkForwardOptions,
  walkForward,
  walkForwardJson,
  walkForwardRequestOf,
} from "@perpmill/engine";
import type {
  ChosenFold,
  FoldsEnd,
  FoldsPart,
  FoldsTabRequest,
  SplitsPart,
  SplitsTabRequest,
} from "./folds-protocol";
import { poolOf, type StudyMarket } from "./sweep-calls";
import { openStore } from "./sweep-keeper";

/** Throws PerpmillError. */
export async function foldsInTab(
  { study }: FoldsTabRequest,
  market: StudyMarket,
  signal: AbortSignal,
  tell: (part: FoldsPart) => void,
): Promise<FoldsEnd> {
  const folds: ChosenFold[] = [];
  const onFold: WalkForwardOptions["onFold"] = (fold, index) => {
    folds[index] = fold;
  };
  const common = {
    ...(await openStore()),
    ...{ pool: poolOf(market), bars: market.bars, signal, onFold },
    onProgress: (progress: FoldsPart["progress"]) => tell({ progress, folds: [...folds] }),
  };
  const data = dataIdentity(market.bars);
  if (study.kind === "k-fold") {
    return kFoldJson(await kFold({ ...kFoldRequestOf(study), ...common }), data);
  }
  return walkForwardJson(await walkForward({ ...walkForwardRequestOf(study), ...common }), data);
}

/** Throws PerpmillError. */
export async function splitsInTab(
  { study }: SplitsTabRequest,
  market: StudyMarket,
  signal: AbortSignal,
  tell: (part: SplitsPart) => void,
): Promise<TimeSplitsJson> {
  const { kind: _, ...asked } = study;
  const result = await timeSplits({
    ...asked,
    pool: poolOf(market),
    bars: market.bars,
    signal,
    onProgress: tell,
  });
  return timeSplitsJson(result, dataIdentity(market.bars));
}
