/** Studies in the engine worker, on the threads of its sweeps. */
import { dataIdentity, optimise, searchRequestOf } from "@perpmill/engine";
import { foldsInTab, splitsInTab } from "./folds-calls";
import type { SearchPart, StudyTabRequest, TabParts, TabSearchEnd } from "./study-protocol";
import { inTurn, poolOf, type StudyMarket } from "./sweep-calls";
import { openStore } from "./sweep-keeper";
import { RowParts } from "./sweep-parts";
import { examine } from "./trust-calls";

type Ask<K extends StudyTabRequest["kind"]> = Extract<StudyTabRequest, { kind: K }>;

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
      ...(await openStore()),
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
    case "folds":
      return inTurn(() => foldsInTab(request, market, signal, tell));
    case "splits":
      return inTurn(() => splitsInTab(request, market, signal, tell));
    case "trust":
      return inTurn(() => examine(request, market, signal, tell));
  }
}
