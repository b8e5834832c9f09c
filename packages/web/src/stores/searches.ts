/** The search that is looked at. */
import type { SearchProgress } from "@perpmill/engine";
import { defineStore } from "pinia";
import type { TabSearchEnd } from "../engine/study-protocol";
import { tabEngine } from "../engine/tab-engine";
import { sharedData } from "../views/run/inspector/bench-data";
import {
  keptSearch,
  openedSearch,
  type SearchStudy,
} from "../views/studies/search/search-document";
import { rankColumn, searchOf } from "../views/studies/search/search-request";
import { rankedRows } from "../views/studies/table/ranked-rows";
import { metricAt, StudyRows } from "../views/studies/table/study-rows";
import { useOwnStrategiesStore } from "./own-strategies";
import { useSweepDraftStore } from "./sweep-draft";
import { useTabStudy } from "./tab-study";
import { useWorkbenchStore } from "./workbench";

export const useSearchesStore = defineStore("searches", () => {
  const bench = useWorkbenchStore();
  const own = useOwnStrategiesStore();
  const setup = useSweepDraftStore();

  const { run, ...shown } = useTabStudy<SearchStudy, SearchProgress, TabSearchEnd>({
    kind: "search",
    work: async ({ search, rows }, { signal, tell }) => {
      const strategy = await own.runnable(search.config.strategy.name);
      const done = await tabEngine().call<"search">(
        { kind: "search", study: search, strategy },
        {
          signal,
          onPart: ({ progress, rows: come }) => {
            if (come !== null) rows.take(come);
            tell(progress, progress.share);
          },
        },
      );
      rows.end();
      return done;
    },
    recordOf: ({ rows, search, symbol, draft }) => {
      if (rows.length === 0) return null;
      const metric = rankColumn(draft);
      const [best] = rankedRows(rows, metric, 1);
      const value = best === undefined ? null : metricAt(rows, metric, best);
      return {
        strategy: search.config.strategy.name,
        symbol,
        done: rows.length,
        total: rows.total,
        best: value === null ? null : { metric, value },
      };
    },
    documentOf: keptSearch,
    read: openedSearch,
  });

  /** Begins what is set up. */
  async function start(): Promise<void> {
    const { draft, fields, size } = setup;
    if (size === null || !(await bench.revive())) return;
    setup.stopTrying();
    const search = searchOf(draft, bench.config, fields);
    await run({
      id: crypto.randomUUID(),
      draft,
      search,
      data: sharedData(bench.bars, bench.dataSet),
      symbol: bench.bars?.symbol ?? bench.bars?.source ?? null,
      axes: size.axes,
      rows: new StudyRows(Math.max(1, Math.min(search.budget, 1_000_000))),
    });
  }

  /** Begins it again; the trials that are known are not run again. */
  async function resume(): Promise<void> {
    const before = shown.study.value;
    if (before === null || !(await bench.revive())) return;
    await run({ ...before, rows: new StudyRows(before.search.budget) });
  }

  return { ...shown, start, resume };
});
