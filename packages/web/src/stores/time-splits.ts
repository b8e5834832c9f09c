/** How the configuration on the bench does in each part of the time: the study that is looked at. */
import type { TimeSplit, TimeSplitsJson, TimeSplitsStudy } from "@perpmill/engine";
import type { StudyDetail } from "@perpmill/server/api";
import { defineStore } from "pinia";
import { computed, ref } from "vue";
import { tabEngine } from "../engine/tab-engine";
import { sharedData } from "../views/run/inspector/bench-data";
import { marketOf } from "../views/studies/there/study-market";
import {
  keptSplits,
  openedSplits,
  type ShownSplits,
} from "../views/studies/time-splits/splits-document";
import { useOwnStrategiesStore } from "./own-strategies";
import { useStudyPlaceStore } from "./study-place";
import { useTabStudy } from "./tab-study";
import { useWorkbenchStore } from "./workbench";

async function readThere(detail: StudyDetail): Promise<ShownSplits> {
  const { intervalMs: _, ...market } = await marketOf(detail);
  return { id: detail.id, asked: detail.request as TimeSplitsStudy, ...market };
}

/** Of the work, 0..1. */
interface SplitsTold {
  readonly share: number;
}

export const useTimeSplitsStore = defineStore("timeSplits", () => {
  const bench = useWorkbenchStore();
  const own = useOwnStrategiesStore();
  const places = useStudyPlaceStore();
  const by = ref<TimeSplit>("quarter");
  const asked = computed(
    (): TimeSplitsStudy => ({ kind: "time-splits", config: bench.config, by: by.value }),
  );

  const { run, ...shown } = useTabStudy<ShownSplits, SplitsTold, TimeSplitsJson>({
    kind: "timeSplits",
    work: async ({ asked: study }, { signal, tell }) =>
      tabEngine().call<"splits">(
        { kind: "splits", study, strategy: await own.runnable(study.config.strategy.name) },
        {
          signal,
          onPart: ({ done, total }) => tell({ share: done / total }, done / total),
        },
      ),
    there: {
      kind: "time-splits",
      read: readThere,
      rowsOf: () => null,
      progressOf: (told) => ({ share: told?.share ?? 0 }),
      endOf: ({ document }) => document as TimeSplitsJson,
    },
    recordOf: ({ asked: study, symbol }, end) => {
      if (end === null) return null;
      const { windows, metrics } = end;
      return {
        strategy: study.config.strategy.name,
        symbol,
        done: windows.length,
        total: windows.length,
        best: { metric: "totalReturn", value: metrics.totalReturn },
      };
    },
    documentOf: keptSplits,
    read: openedSplits,
  });

  /** Begins what is set up, where it is to run. */
  async function start(): Promise<void> {
    if (places.place === "server") {
      const body = places.bodyOf(asked.value);
      if (body !== null) await shown.startThere(body);
    } else if (await bench.revive()) {
      await run({
        id: crypto.randomUUID(),
        asked: asked.value,
        data: sharedData(bench.bars, bench.dataSet),
        there: null,
        symbol: bench.bars?.symbol ?? bench.bars?.source ?? null,
      });
    }
  }

  /** Begins it again. */
  async function resume(): Promise<void> {
    if (await shown.resumeThere()) return;
    const before = shown.study.value;
    if (before !== null && (await bench.revive())) await run({ ...before });
  }

  return { ...shown, by, asked, start, resume };
});
