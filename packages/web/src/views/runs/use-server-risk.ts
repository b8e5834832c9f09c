/** How near a run of the server came to losing the account: a study that the server makes of it when asked. */
import type { ConfigInput, RiskJson } from "@perpmill/engine";
import type { RunDetail, StartStudyBody, StudyAccepted } from "@perpmill/server/api";
import { computed, onScopeDispose, type Ref, reactive, ref, shallowRef } from "vue";
import { request } from "../../api/client";
import { asFailure } from "../../engine/as-failure";
import type { TabFailure } from "../../engine/tab-engine";
import { followStudy } from "../../stores/follow-study";
import type { RiskSource } from "../run/risk/risk-source";

/** @param writes whether the reader may have things computed */
export function useServerRisk(
  run: Readonly<Ref<RunDetail>>,
  writes: Readonly<Ref<boolean>>,
): RiskSource {
  const result = shallowRef<RiskJson | null>(null);
  const failure = shallowRef<TabFailure | null>(null);
  const progress = shallowRef<RiskSource["progress"]>(null);
  const active = ref(false);
  const control = new AbortController();
  let studyId: string | null = null;
  onScopeDispose(() => control.abort());

  async function work(): Promise<RiskJson> {
    const { config, dataSetId, markDataSetId, fundingDataSetId } = run.value;
    const body: StartStudyBody = {
      request: { kind: "risk", config: config as ConfigInput },
      ...{ dataSetId, markDataSetId, fundingDataSetId },
    };
    const { study } = await request<StudyAccepted>("studies", { method: "POST", body });
    studyId = study.id;
    const { document } = await followStudy(study.id, {
      rows: null,
      signal: control.signal,
      onNews: (told) => {
        progress.value = { done: told?.share ?? 0, total: 1 };
      },
    });
    return document as RiskJson;
  }

  async function start(): Promise<void> {
    active.value = true;
    failure.value = null;
    progress.value = null;
    try {
      result.value = await work();
    } catch (error) {
      const problem = asFailure(error);
      if (!control.signal.aborted && problem.code !== "ABORTED") failure.value = problem;
    } finally {
      active.value = false;
    }
  }

  async function stop(): Promise<void> {
    if (studyId === null) return;
    try {
      await request(`studies/${studyId}/cancel`, { method: "POST" });
    } catch (error) {
      failure.value = asFailure(error);
    }
  }

  return reactive({
    ...{ result, failure, progress, active },
    outdated: false,
    runs: computed(() => writes.value && result.value === null),
    run: start,
    stop,
  });
}
