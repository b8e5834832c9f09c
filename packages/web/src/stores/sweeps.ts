/** The sweep that is looked at. */
import type { SweepProgress } from "@perpmill/engine";
import { defineStore } from "pinia";
import type { TabSweepEnd } from "../engine/sweep-protocol";
import { tabEngine } from "../engine/tab-engine";
import { sharedData } from "../views/run/inspector/bench-data";
import { keptSweep, openedSweep, type SweepStudy } from "../views/studies/sweep/sweep-document";
import { rankedRows } from "../views/studies/table/ranked-rows";
import { metricAt, StudyRows } from "../views/studies/table/study-rows";
import { useOwnStrategiesStore } from "./own-strategies";
import { useSweepDraftStore } from "./sweep-draft";
import { useTabStudy } from "./tab-study";
import { useWorkbenchStore } from "./workbench";

export const useSweepsStore = defineStore("sweeps", () => {
  const bench = useWorkbenchStore();
  const own = useOwnStrategiesStore();
  const setup = useSweepDraftStore();

  const { run, ...shown } = useTabStudy<SweepStudy, SweepProgress, TabSweepEnd>({
    kind: "sweep",
    work: async ({ sweep, rows }, { signal, tell }) =>
      tabEngine().call<"sweep">(
        { kind: "sweep", sweep, strategy: await own.runnable(sweep.config.strategy.name) },
        {
          signal,
          onPart: ({ progress, rows: come }) => {
            if (come !== null) rows.take(come);
            const { done, total, reused } = progress;
            tell(progress, (done - reused) / Math.max(1, total - reused));
          },
        },
      ),
    recordOf: ({ rows, sweep, symbol, draft }) => {
      const [best] = rankedRows(rows, draft.rankBy, 1);
      const value = best === undefined ? null : metricAt(rows, draft.rankBy, best);
      if (rows.length === 0) return null;
      return {
        strategy: sweep.config.strategy.name,
        symbol,
        done: rows.length,
        total: rows.total,
        best: value === null ? null : { metric: draft.rankBy, value },
      };
    },
    documentOf: keptSweep,
    read: openedSweep,
  });

  /** Begins what is set up. */
  async function start(): Promise<void> {
    const { size, sweep, draft } = setup;
    if (size === null || !(await bench.revive())) return;
    setup.stopTrying();
    await run({
      id: crypto.randomUUID(),
      draft,
      sweep,
      data: sharedData(bench.bars, bench.dataSet),
      symbol: bench.bars?.symbol ?? bench.bars?.source ?? null,
      axes: size.axes,
      rows: new StudyRows(size.rows),
    });
  }

  /** Goes on with one that was stopped: the rows that it has are not run again. */
  async function resume(): Promise<void> {
    const before = shown.study.value;
    if (before === null || !(await bench.revive())) return;
    await run({ ...before, rows: new StudyRows(before.rows.total) });
  }

  return { ...shown, start, resume };
});
