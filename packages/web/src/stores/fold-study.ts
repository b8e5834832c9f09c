/** The study over folds in time that is looked at. */
import type { StudyDetail } from "@perpmill/server/api";
import type { FoldsEnd, FoldsStudy } from "../engine/folds-protocol";
import { tabEngine } from "../engine/tab-engine";
import { sharedData } from "../views/run/inspector/bench-data";
import { draftOfFolds } from "../views/studies/there/draft-of";
import { marketOf } from "../views/studies/there/study-market";
import {
  type FoldsTold,
  foldsOf,
  keptFolds,
  openedFolds,
  type ShownFolds,
} from "../views/studies/walk-forward/folds-document";
import { useOwnStrategiesStore } from "./own-strategies";
import { useStudyPlaceStore } from "./study-place";
import { useSweepDraftStore } from "./sweep-draft";
import { useTabStudy } from "./tab-study";
import { useWorkbenchStore } from "./workbench";

/** Names of the kinds where the browser keeps them. */
const SHELVES = { "walk-forward": "walkForward", "k-fold": "kFold" } as const;

export function useFoldStudy(kind: FoldsStudy["kind"]) {
  const bench = useWorkbenchStore();
  const own = useOwnStrategiesStore();
  const setup = useSweepDraftStore();
  const places = useStudyPlaceStore();

  /** One of the server. */
  async function readThere(detail: StudyDetail): Promise<ShownFolds> {
    const asked = detail.request as FoldsStudy;
    const { intervalMs: _, ...market } = await marketOf(detail);
    const axes = "axes" in asked.search ? asked.search.axes : asked.search.space;
    return {
      id: detail.id,
      draft: draftOfFolds(asked, setup.fieldOf),
      asked,
      ...market,
      paths: axes.map(({ path }) => path),
    };
  }

  const { run, ...shown } = useTabStudy<ShownFolds, FoldsTold, FoldsEnd>({
    kind: SHELVES[kind],
    work: async ({ asked }, { signal, tell }) =>
      tabEngine().call<"folds">(
        {
          kind: "folds",
          study: asked,
          strategy: await own.runnable(asked.config.strategy.name),
        },
        {
          signal,
          onPart: ({ progress: { share, folds: count }, folds }) =>
            tell({ share, count, folds, waits: false }, share),
        },
      ),
    there: {
      kind,
      read: readThere,
      rowsOf: () => null,
      progressOf: (told) => ({
        share: told?.share ?? 0,
        count: null,
        folds: [],
        waits: told === null,
      }),
      endOf: ({ document }) => document as FoldsEnd,
    },
    recordOf: ({ asked, symbol }, end) => {
      if (end === null) return null;
      const { totalReturn } = end.metrics;
      return {
        strategy: asked.config.strategy.name,
        symbol,
        done: end.folds.length,
        total: end.folds.length,
        best: { metric: "totalReturn", value: totalReturn },
      };
    },
    documentOf: keptFolds,
    read: openedFolds,
  });

  /** Begins what is set up, where it is to run. */
  async function start(): Promise<void> {
    const { draft, fields, size } = setup;
    if (size === null) return;
    setup.stopTrying();
    const asked = foldsOf(kind, draft, bench.config, fields);
    if (places.place === "server") {
      const body = places.bodyOf(asked);
      if (body !== null) await shown.startThere(body);
    } else if (await bench.revive()) {
      await run({
        id: crypto.randomUUID(),
        draft,
        asked,
        data: sharedData(bench.bars, bench.dataSet),
        there: null,
        symbol: bench.bars?.symbol ?? bench.bars?.source ?? null,
        paths: size.axes.map(({ path }) => path),
      });
    }
  }

  /** Begins it again; the runs that are known are not run again. */
  async function resume(): Promise<void> {
    if (await shown.resumeThere()) return;
    const before = shown.study.value;
    if (before !== null && (await bench.revive())) await run({ ...before });
  }

  return { ...shown, start, resume };
}
