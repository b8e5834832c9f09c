/** Searches and walk-forward in the engine worker, on the threads of its sweeps. */
import {
  dataIdentity,
  optimise,
  searchRequestOf,
  type WalkForwardJson,
  walkForward,
  walkForwardJson,
  walkForwardRequestOf,
} from "@perpmill/engine";
import type {
  ChosenFold,
  SearchPart,
  StudyTabRequest,
  TabParts,
  TabSearchEnd,
  WalkForwardPart,
} from "./study-protocol";
import { inTurn, poolOf, type StudyMarket } from "./sweep-calls";
import { sweepKeeper } from "./sweep-keeper";
import { RowParts } from "./sweep-parts";
import { examine } from "./trust-calls";

type Ask<K extends StudyTabRequest["kind"]> = Extract<StudyTabRequest, { kind: K }>;

/** Rows of before, where this browser keeps them. */
async function storeOf() {
  const store = await sweepKeeper();
  return store === null ? {} : { store };
}

async function search(
  { study }: Ask<"search">,
  market: StudyMarket,
  signal: AbortSignal,
  tell: (part: SearchPart) => void,
): Promise<TabSearchEnd> {
  const began = performance.now();
  const parts = new RowParts(tell);
  try {
    const {
      trials: _rows,
      returns: _days,
      ...end
    } = await optimise({
      ...searchRequestOf({ kind: "search", ...study }),
      ...(await storeOf()),
      pool: poolOf(market),
      bars: market.bars,
      signal,
      onRows: (rows) => parts.rows(rows),
      onProgress: (progress) => parts.progress(progress),
    });
    return { ...end, tookMs: performance.now() - began, data: dataIdentity(market.bars) };
  } finally {
    parts.end();
  }
}

async function walk(
  { study }: Ask<"walkForward">,
  market: StudyMarket,
  signal: AbortSignal,
  tell: (part: WalkForwardPart) => void,
): Promise<WalkForwardJson> {
  const folds: ChosenFold[] = [];
  const result = await walkForward({
    ...walkForwardRequestOf({ kind: "walk-forward", ...study }),
    ...(await storeOf()),
    pool: poolOf(market),
    bars: market.bars,
    signal,
    onFold: (fold, index) => {
      folds[index] = fold;
    },
    onProgress: (progress) => tell({ progress, folds: [...folds] }),
  });
  return walkForwardJson(result, dataIdentity(market.bars));
}

/** Throws PerpmillError. */
export async function answerStudy(
  request: StudyTabRequest,
  market: StudyMarket,
  signal: AbortSignal,
  tell: (part: TabParts[keyof TabParts]) => void,
) {
  switch (request.kind) {
    case "search":
      return inTurn(() => search(request, market, signal, tell));
    case "walkForward":
      return inTurn(() => walk(request, market, signal, tell));
    case "trust":
      return inTurn(() => examine(request, market, signal, tell));
  }
}
