/** The walk-forward that is looked at. */
import type { WalkForwardJson, WalkForwardStudy as WalkForwardRequest } from "@perpmill/engine";
import type { StudyDetail } from "@perpmill/server/api";
import { defineStore } from "pinia";
import { tabEngine } from "../engine/tab-engine";
import { sharedData } from "../views/run/inspector/bench-data";
import { draftOfWalkForward } from "../views/studies/there/draft-of";
import { marketOf } from "../views/studies/there/study-market";
import {
  keptWalkForward,
  openedWalkForward,
  type WalkForwardStudy,
  type WalkProgress,
  walkForwardOf,
} from "../views/studies/walk-forward/walk-forward-document";
import { useOwnStrategiesStore } from "./own-strategies";
import { useStudyPlaceStore } from "./study-place";
import { useSweepDraftStore } from "./sweep-draft";
import { useTabStudy } from "./tab-study";
import { useWorkbenchStore } from "./workbench";

export const useWalkForwardsStore = defineStore("walkForwards", () => {
  const bench = useWorkbenchStore();
  const own = useOwnStrategiesStore();
  const setup = useSweepDraftStore();
  const places = useStudyPlaceStore();

  /** A walk-forward of the server. */
  async function readThere(detail: StudyDetail): Promise<WalkForwardStudy> {
    const request = detail.request as WalkForwardRequest;
    const { kind: _, ...asked } = request;
    const { intervalMs: __, ...market } = await marketOf(detail);
    const axes = "axes" in asked.search ? asked.search.axes : asked.search.space;
    return {
      id: detail.id,
      draft: draftOfWalkForward(request, setup.fieldOf),
      asked,
      ...market,
      paths: axes.map(({ path }) => path),
    };
  }

  const { run, ...shown } = useTabStudy<WalkForwardStudy, WalkProgress, WalkForwardJson>({
    kind: "walkForward",
    work: async ({ asked }, { signal, tell }) =>
      tabEngine().call<"walkForward">(
        {
          kind: "walkForward",
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
      kind: "walk-forward",
      read: readThere,
      rowsOf: () => null,
      progressOf: (told) => ({
        share: told?.share ?? 0,
        count: null,
        folds: [],
        waits: told === null,
      }),
      endOf: ({ document }) => document as WalkForwardJson,
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
    documentOf: keptWalkForward,
    read: openedWalkForward,
  });

  /** Begins what is set up, where it is to run. */
  async function start(): Promise<void> {
    const { draft, fields, size } = setup;
    if (size === null) return;
    setup.stopTrying();
    const asked = walkForwardOf(draft, bench.config, fields);
    if (places.place === "server") {
      const body = places.bodyOf({ kind: "walk-forward", ...asked });
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
});
