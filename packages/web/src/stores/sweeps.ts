/** The sweep that is looked at. */
import type { SweepProgress, SweepStudy as SweepRequest } from "@perpmill/engine";
import type { StudyDetail } from "@perpmill/server/api";
import { defineStore } from "pinia";
import { tabEngine } from "../engine/tab-engine";
import { sharedData } from "../views/run/inspector/bench-data";
import {
  keptSweep,
  openedSweep,
  type SweepEnd,
  type SweepStudy,
} from "../views/studies/sweep/sweep-document";
import { rankOf } from "../views/studies/sweep/sweep-draft";
import { rankedRows } from "../views/studies/table/ranked-rows";
import { metricAt, StudyRows } from "../views/studies/table/study-rows";
import { draftOfSweep } from "../views/studies/there/draft-of";
import { axesOf, configThere, marketOf } from "../views/studies/there/study-market";
import { useOwnStrategiesStore } from "./own-strategies";
import { endThere, progressThere, type ShownProgress } from "./study-facts";
import { useStudyPlaceStore } from "./study-place";
import { useSweepDraftStore } from "./sweep-draft";
import { useTabStudy } from "./tab-study";
import { useWorkbenchStore } from "./workbench";

function progressHere({ done, total, reused, luckShare }: SweepProgress): ShownProgress {
  return { done, share: done / Math.max(1, total), reused, luckShare, waits: false };
}

export const useSweepsStore = defineStore("sweeps", () => {
  const bench = useWorkbenchStore();
  const own = useOwnStrategiesStore();
  const setup = useSweepDraftStore();
  const places = useStudyPlaceStore();

  /** A sweep of the server. */
  async function readThere(detail: StudyDetail): Promise<SweepStudy> {
    const asked = detail.request as SweepRequest;
    const { kind: _, ...rest } = asked;
    const sweep = { ...rest, config: configThere(asked.config, detail) };
    const [{ intervalMs, ...market }, strategy] = await Promise.all([
      marketOf(detail),
      own.runnable(asked.config.strategy.name),
    ]);
    return {
      id: detail.id,
      draft: draftOfSweep(asked, setup.fieldOf),
      sweep,
      ...market,
      axes: await axesOf(sweep, strategy, intervalMs),
      rows: new StudyRows(detail.rowsTotal ?? 1),
    };
  }

  const { run, ...shown } = useTabStudy<SweepStudy, ShownProgress, SweepEnd>({
    kind: "sweep",
    work: async ({ sweep, rows }, { signal, tell }) =>
      tabEngine().call<"sweep">(
        { kind: "sweep", sweep, strategy: await own.runnable(sweep.config.strategy.name) },
        {
          signal,
          onPart: ({ progress, rows: come }) => {
            if (come !== null) rows.take(come);
            const { done, total, reused } = progress;
            tell(progressHere(progress), (done - reused) / Math.max(1, total - reused));
          },
        },
      ),
    there: {
      kind: "sweep",
      read: readThere,
      rowsOf: ({ rows }) => rows,
      progressOf: progressThere,
      endOf: endThere,
    },
    recordOf: ({ rows, sweep, symbol, draft }) => {
      const metric = rankOf(draft);
      const [best] = rankedRows(rows, metric, 1);
      const value = best === undefined ? null : metricAt(rows, metric, best);
      if (rows.length === 0) return null;
      return {
        strategy: sweep.config.strategy.name,
        symbol,
        done: rows.length,
        total: rows.total,
        best: value === null ? null : { metric, value },
      };
    },
    documentOf: keptSweep,
    read: openedSweep,
  });

  /** Begins what is set up, where it is to run. */
  async function start(): Promise<void> {
    const { size, sweep, draft } = setup;
    if (size === null) return;
    setup.stopTrying();
    if (places.place === "server") {
      const body = places.bodyOf({ kind: "sweep", ...sweep });
      if (body !== null) await shown.startThere(body);
    } else if (await bench.revive()) {
      await run({
        id: crypto.randomUUID(),
        draft,
        sweep,
        data: sharedData(bench.bars, bench.dataSet),
        there: null,
        symbol: bench.bars?.symbol ?? bench.bars?.source ?? null,
        axes: size.axes,
        rows: new StudyRows(size.rows),
      });
    }
  }

  /** Goes on with one that was stopped: the rows that it has are not run again. */
  async function resume(): Promise<void> {
    if (await shown.resumeThere()) return;
    const before = shown.study.value;
    if (before === null || !(await bench.revive())) return;
    await run({ ...before, rows: new StudyRows(before.rows.total) });
  }

  return { ...shown, start, resume };
});
