/** The verdict that is looked at, and what the next one is asked. */
import type { TrustJson, TrustStudy as TrustRequest } from "@perpmill/engine";
import type { StudyDetail } from "@perpmill/server/api";
import { defineStore } from "pinia";
import { computed } from "vue";
import { tabEngine } from "../engine/tab-engine";
import type { TrustEnd } from "../engine/trust-protocol";
import { sharedData } from "../views/run/inspector/bench-data";
import { marketOf } from "../views/studies/there/study-market";
import { inTab } from "../views/studies/trust/other-market";
import {
  keptTrust,
  openedTrust,
  type TrustStudy,
  type TrustTold,
} from "../views/studies/trust/trust-document";
import { useOwnStrategiesStore } from "./own-strategies";
import { useStudyPlaceStore } from "./study-place";
import { tookThere } from "./study-there";
import { useTabStudy } from "./tab-study";
import { useTrustDraftStore } from "./trust-draft";
import { useWalkForwardsStore } from "./walk-forwards";
import { useWorkbenchStore } from "./workbench";

async function readThere(detail: StudyDetail): Promise<TrustStudy> {
  const { kind: _, axes: __, ...asked } = detail.request as TrustRequest;
  const { intervalMs: ___, ...market } = await marketOf(detail);
  const others = detail.otherMarkets.map(({ name }) => name);
  return { id: detail.id, asked, ...market, before: null, others };
}

export const useTrustsStore = defineStore("trusts", () => {
  const bench = useWorkbenchStore();
  const own = useOwnStrategiesStore();
  const places = useStudyPlaceStore();
  const draft = useTrustDraftStore();
  const walks = useWalkForwardsStore();

  const { run, ...shown } = useTabStudy<TrustStudy, TrustTold, TrustEnd>({
    kind: "trust",
    work: async ({ asked }, { signal, tell }) =>
      tabEngine().call<"trust">(
        {
          kind: "trust",
          study: asked,
          others: await Promise.all(draft.others.map(inTab)),
          strategy: await own.runnable(asked.config.strategy.name),
        },
        {
          signal,
          onPart: ({ progress: { done, total }, begun }) =>
            tell({ done, total, begun }, done / Math.max(1, total)),
        },
      ),
    there: {
      kind: "trust",
      read: readThere,
      rowsOf: () => null,
      progressOf: (told) => ({ done: told?.done ?? 0, total: told?.total ?? null, begun: null }),
      endOf: ({ detail, document }) => ({
        verdict: document as TrustJson,
        tookMs: tookThere(detail),
      }),
    },
    recordOf: ({ asked, symbol }, end) => {
      if (end === null) return null;
      const { run: ownRun, runs } = end.verdict;
      const value = ownRun.metrics.totalReturn;
      return {
        strategy: asked.config.strategy.name,
        symbol,
        done: runs,
        total: runs,
        best: value === null ? null : { metric: "totalReturn", value },
      };
    },
    documentOf: keptTrust,
    read: openedTrust,
  });

  /** the walk-forward that its page shows, where it is of this strategy on these bars */
  const walked = computed(() => {
    const { end } = walks;
    const isOwn =
      end?.kind === "walk-forward" &&
      end.config.strategy.name === bench.config.strategy.name &&
      end.data.source === bench.bars?.source &&
      end.data.md5 === bench.bars.md5;
    if (!isOwn) return null;
    const { folds, metrics, efficiency, luck } = end;
    return { folds: { length: folds.length }, metrics, efficiency, luck };
  });
  /** the same on the server; undefined: there is none */
  const walkedThere = computed(() => {
    const { study, end } = walks;
    const isOwn =
      end?.kind === "walk-forward" &&
      study?.there != null &&
      study.there.dataSetId === bench.dataSet?.id &&
      end.config.strategy.name === bench.config.strategy.name;
    return isOwn ? study.id : undefined;
  });
  const seed = computed(() => Number(draft.seed));
  /** as a server takes it, but for what stands beside */
  const asked = computed((): TrustRequest => {
    const { before, count } = draft;
    const tried = before === null ? count : before.isThere ? null : before.count;
    return {
      kind: "trust",
      config: bench.config,
      seed: seed.value,
      ...(tried === null ? {} : { tried }),
    };
  });

  async function startThere(): Promise<void> {
    const body = places.bodyOf(asked.value);
    if (body === null) return;
    const { before, there } = draft;
    await shown.startThere({
      ...body,
      ...(before?.isThere ? { triedStudyId: before.id } : {}),
      ...(walkedThere.value === undefined ? {} : { walkForwardStudyId: walkedThere.value }),
      ...(there.length === 0 ? {} : { otherMarkets: [...there] }),
    });
  }

  /** Begins what is set up, of the configuration on the bench, where it is to run. */
  async function start(): Promise<void> {
    if (bench.issues.length > 0) return;
    if (places.place === "server") return startThere();
    if (!(await bench.revive()) || bench.bars === null) return;
    const { before, count, others } = draft;
    await run({
      id: crypto.randomUUID(),
      asked: {
        config: bench.config,
        seed: seed.value,
        ...(before === null ? {} : { sweep: before.study }),
        ...(walked.value === null ? {} : { walkForward: walked.value }),
        ...(before !== null || count === null ? {} : { tried: count }),
      },
      data: sharedData(bench.bars, bench.dataSet),
      there: null,
      symbol: bench.bars.symbol ?? bench.bars.source,
      before: before && { page: before.page, id: before.id, count: before.count },
      others: others.map(({ name }) => name),
    });
  }

  /** Begins one again that was stopped or failed. */
  async function resume(): Promise<void> {
    if (await shown.resumeThere()) return;
    const last = shown.study.value;
    if (last !== null && (await bench.revive())) await run({ ...last });
  }

  return { ...shown, asked, walked, walkedThere, start, resume };
});
