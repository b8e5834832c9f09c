/** How large a study would be on the server, and how long it would take there: asked after a rest. */
import type { StudyRequest } from "@perpmill/engine";
import type { StudyEstimate } from "@perpmill/server/api";
import { useDebounceFn } from "@vueuse/core";
import { shallowRef, watch } from "vue";
import { request } from "../../../api/client";
import { ApiFailure } from "../../../api/failure";
import { asFailure } from "../../../engine/as-failure";
import type { TabFailure } from "../../../engine/tab-engine";
import { useStudyPlaceStore } from "../../../stores/study-place";

/** Rest after the last key. */
const REST_MS = 500;

/** @param asked null: nothing that could be run */
export function useEstimateThere(asked: () => StudyRequest | null) {
  const places = useStudyPlaceStore();
  const estimate = shallowRef<StudyEstimate | null>(null);
  /** why the server would not take it */
  const refused = shallowRef<TabFailure | null>(null);
  let turn = 0;

  async function look(): Promise<void> {
    const mine = ++turn;
    const wanted = places.place === "server" ? asked() : null;
    const body = wanted === null ? null : places.bodyOf(wanted);
    let found: StudyEstimate | null = null;
    let problem: TabFailure | null = null;
    try {
      if (body !== null)
        found = await request<StudyEstimate>("studies?dryRun=true", { method: "POST", body });
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      problem = asFailure(error);
    }
    if (mine !== turn) return;
    estimate.value = found;
    refused.value = problem;
  }
  const lookSoon = useDebounceFn(look, REST_MS);
  watch(
    [asked, () => places.place],
    () => {
      void lookSoon();
    },
    { immediate: true },
  );

  return { estimate, refused };
}
