/** The walk-forward that is looked at. */
import type { WalkForwardJson } from "@perpmill/engine";
import { defineStore } from "pinia";
import type { WalkForwardPart } from "../engine/study-protocol";
import { tabEngine } from "../engine/tab-engine";
import { sharedData } from "../views/run/inspector/bench-data";
import {
  keptWalkForward,
  openedWalkForward,
  type WalkForwardStudy,
  walkForwardOf,
} from "../views/studies/walk-forward/walk-forward-document";
import { useOwnStrategiesStore } from "./own-strategies";
import { useSweepDraftStore } from "./sweep-draft";
import { useTabStudy } from "./tab-study";
import { useWorkbenchStore } from "./workbench";

export const useWalkForwardsStore = defineStore("walkForwards", () => {
  const bench = useWorkbenchStore();
  const own = useOwnStrategiesStore();
  const setup = useSweepDraftStore();

  const { run, ...shown } = useTabStudy<WalkForwardStudy, WalkForwardPart, WalkForwardJson>({
    kind: "walkForward",
    work: async ({ asked }, { signal, tell }) =>
      tabEngine().call<"walkForward">(
        {
          kind: "walkForward",
          study: asked,
          strategy: await own.runnable(asked.config.strategy.name),
        },
        { signal, onPart: (part) => tell(part, part.progress.share) },
      ),
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

  /** Begins what is set up. */
  async function start(): Promise<void> {
    const { draft, fields, size } = setup;
    if (size === null || !(await bench.revive())) return;
    setup.stopTrying();
    await run({
      id: crypto.randomUUID(),
      draft,
      asked: walkForwardOf(draft, bench.config, fields),
      data: sharedData(bench.bars, bench.dataSet),
      symbol: bench.bars?.symbol ?? bench.bars?.source ?? null,
      paths: size.axes.map(({ path }) => path),
    });
  }

  /** Begins it again; the runs that are known are not run again. */
  async function resume(): Promise<void> {
    const before = shown.study.value;
    if (before !== null && (await bench.revive())) await run({ ...before });
  }

  return { ...shown, start, resume };
});
