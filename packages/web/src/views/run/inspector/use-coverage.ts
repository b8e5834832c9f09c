/** Which times the bars on the bench cover: told by the worker, or by the server's quality report. */
import { monthCoverage, type QualityReport } from "@perpmill/engine";
import type { Quality } from "@perpmill/server/api";
import { computed, ref, shallowRef } from "vue";
import { request } from "../../../api/client";
import { asFailure } from "../../../engine/as-failure";
import type { MarketCoverage } from "../../../engine/market-protocol";
import { type TabFailure, tabEngine } from "../../../engine/tab-engine";
import { useTopic } from "../../../stores/live";
import { useWorkbenchStore } from "../../../stores/workbench";

interface Answer extends Omit<Quality, "report"> {
  readonly report: QualityReport | null;
}

function ofReport({ coverage, days }: QualityReport): MarketCoverage {
  const { share, missing, holes, longest } = coverage;
  const columns = {
    firstDayMs: days.firstDayMs,
    share: Float64Array.from(days.share),
    possible: Float64Array.from(days.possible),
  };
  return { share, missing, holes: holes.length, longest, months: monthCoverage(columns, coverage) };
}

export function useCoverage() {
  const bench = useWorkbenchStore();
  const coverage = shallowRef<MarketCoverage | null>(null);
  const failure = shallowRef<TabFailure | null>(null);
  /** whether the server would have to look first */
  const unchecked = ref(false);
  const checking = ref(false);
  /** what the answer is about */
  let about: unknown = null;

  async function askServer(id: string, method: "GET" | "POST"): Promise<MarketCoverage | null> {
    const { report, job } = await request<Answer>(`data/${id}/quality`, { method });
    const state = job?.state ?? null;
    checking.value = report === null && (state === "queued" || state === "running");
    unchecked.value = report === null && !checking.value;
    return report === null ? null : ofReport(report);
  }

  /** Finds out, once for the same bars. */
  async function look(method: "GET" | "POST" = "GET"): Promise<void> {
    const { bars, dataSet } = bench;
    const of = bars === null ? dataSet : `${bars.source} ${bars.firstMs} ${bars.bars}`;
    if (of === about && method === "GET" && coverage.value !== null) return;
    about = of;
    coverage.value = null;
    failure.value = null;
    unchecked.value = false;
    try {
      if (bars !== null) coverage.value = await tabEngine().call({ kind: "coverage" });
      else if (dataSet !== null) coverage.value = await askServer(dataSet.id, method);
    } catch (error) {
      failure.value = asFailure(error);
    }
  }

  const topic = computed(() => (checking.value ? `data:${bench.dataSet?.id}` : null));
  useTopic(() => topic.value, {
    snapshot: () => void look(),
    event: (name) => {
      if (name === "state") void look();
    },
  });

  return { coverage, failure, unchecked, checking, look };
}
