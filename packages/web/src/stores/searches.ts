/** The search that is looked at. */
import type { SearchProgress, SearchStudy as SearchRequest } from "@perpmill/engine";
import type { StudyDetail } from "@perpmill/server/api";
import { defineStore } from "pinia";
import { tabEngine } from "../engine/tab-engine";
import { sharedData } from "../views/run/inspector/bench-data";
import {
  keptSearch,
  openedSearch,
  type SearchEnd,
  type SearchStudy,
} from "../views/studies/search/search-document";
import { rankColumn, searchOf } from "../views/studies/search/search-request";
import { rankedRows } from "../views/studies/table/ranked-rows";
import { metricAt, StudyRows } from "../views/studies/table/study-rows";
import { draftOfSearch } from "../views/studies/there/draft-of";
import { axesOf, configThere, marketOf } from "../views/studies/there/study-market";
import { useOwnStrategiesStore } from "./own-strategies";
import { endThere, progressThere, type ShownProgress } from "./study-facts";
import { useStudyPlaceStore } from "./study-place";
import { useSweepDraftStore } from "./sweep-draft";
import { useTabStudy } from "./tab-study";
import { useWorkbenchStore } from "./workbench";

/** Rows that are made room for at first. */
const ROOM_MAX = 1_000_000;

function roomFor(budget: number): StudyRows {
  return new StudyRows(Math.max(1, Math.min(budget, ROOM_MAX)));
}

function progressHere({ done, share, reused }: SearchProgress): ShownProgress {
  return { done, share, reused, luckShare: null, waits: false };
}

export const useSearchesStore = defineStore("searches", () => {
  const bench = useWorkbenchStore();
  const own = useOwnStrategiesStore();
  const setup = useSweepDraftStore();
  const places = useStudyPlaceStore();

  /** A search of the server. */
  async function readThere(detail: StudyDetail): Promise<SearchStudy> {
    const asked = detail.request as SearchRequest;
    const { kind: _, ...rest } = asked;
    const search = { ...rest, config: configThere(asked.config, detail) };
    const { config, space: axes } = search;
    const [{ intervalMs, ...market }, strategy] = await Promise.all([
      marketOf(detail),
      own.runnable(config.strategy.name),
    ]);
    const one = { config, axes, sampler: { kind: "random", count: 1 } } as const;
    return {
      id: detail.id,
      draft: draftOfSearch(asked, setup.fieldOf),
      search,
      ...market,
      axes: await axesOf(one, strategy, intervalMs),
      rows: roomFor(search.budget),
    };
  }

  const { run, ...shown } = useTabStudy<SearchStudy, ShownProgress, SearchEnd>({
    kind: "search",
    work: async ({ search, rows }, { signal, tell }) => {
      const strategy = await own.runnable(search.config.strategy.name);
      const done = await tabEngine().call<"search">(
        { kind: "search", study: search, strategy },
        {
          signal,
          onPart: ({ progress, rows: come }) => {
            if (come !== null) rows.take(come);
            tell(progressHere(progress), progress.share);
          },
        },
      );
      rows.end();
      return done;
    },
    there: {
      kind: "search",
      read: readThere,
      rowsOf: ({ rows }) => rows,
      progressOf: progressThere,
      endOf: (ended) => {
        const { infeasible, best } = ended.document as Pick<SearchEnd, "infeasible" | "best">;
        return { ...endThere(ended), infeasible, best };
      },
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

  /** Begins what is set up, where it is to run. */
  async function start(): Promise<void> {
    const { draft, fields, size } = setup;
    if (size === null) return;
    setup.stopTrying();
    const search = searchOf(draft, bench.config, fields);
    if (places.place === "server") {
      const body = places.bodyOf({ kind: "search", ...search });
      if (body !== null) await shown.startThere(body);
    } else if (await bench.revive()) {
      await run({
        id: crypto.randomUUID(),
        draft,
        search,
        data: sharedData(bench.bars, bench.dataSet),
        there: null,
        symbol: bench.bars?.symbol ?? bench.bars?.source ?? null,
        axes: size.axes,
        rows: roomFor(search.budget),
      });
    }
  }

  /** Begins it again; the trials that are known are not run again. */
  async function resume(): Promise<void> {
    if (await shown.resumeThere()) return;
    const before = shown.study.value;
    if (before === null || !(await bench.revive())) return;
    await run({ ...before, rows: roomFor(before.search.budget) });
  }

  return { ...shown, start, resume };
});
