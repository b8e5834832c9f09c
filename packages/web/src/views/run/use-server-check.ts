/** Has the server compute what the tab has computed, and compares the hashes of both. */

import type { RunDetail, RunMetricsAnswer } from "@perpmill/server/api";
import { computed, onScopeDispose, shallowRef } from "vue";
import { request } from "../../api/client";
import { asFailure } from "../../engine/as-failure";
import { TabFailure } from "../../engine/tab-engine";
import { useTopic } from "../../stores/live";
import { useSessionStore } from "../../stores/session";
import { useWorkbenchStore } from "../../stores/workbench";

interface Check {
  /** of the tab */
  readonly hash: string;
  readonly runId: string;
  /** of the server; null: not yet */
  readonly serverHash: string | null;
}

/** Null while the run goes on. Throws ApiFailure, and TabFailure when the run failed. */
async function hashThere(runId: string): Promise<string | null> {
  const { state, error } = await request<RunDetail>(`runs/${runId}`);
  if (error !== null)
    throw new TabFailure({ ...error, hint: error.hint ?? null, field: error.field ?? null });
  if (state !== "done") return null;
  const { metrics } = await request<RunMetricsAnswer>(`runs/${runId}/metrics`);
  return metrics.resultHash;
}

export function useServerCheck() {
  const bench = useWorkbenchStore();
  const session = useSessionStore();
  const check = shallowRef<Check | null>(null);
  const failure = shallowRef<TabFailure | null>(null);
  let gone = false;
  onScopeDispose(() => {
    gone = true;
  });

  /** The server has the bars, and the result is of what stands on the bench. */
  const possible = computed(
    () =>
      session.online && bench.dataSet !== null && bench.result?.resultHash != null && !bench.stale,
  );
  /** the check of the result that is shown */
  const current = computed(() =>
    check.value !== null && check.value.hash === bench.result?.resultHash ? check.value : null,
  );
  const state = computed(() => {
    if (failure.value !== null) return "failed";
    if (current.value === null) return "none";
    if (current.value.serverHash === null) return "waiting";
    return current.value.serverHash === current.value.hash ? "same" : "different";
  });

  async function look(): Promise<void> {
    const asked = check.value;
    if (asked === null || asked.serverHash !== null) return;
    try {
      const serverHash = await hashThere(asked.runId);
      if (!gone && check.value === asked) check.value = { ...asked, serverHash };
    } catch (error) {
      if (!gone && check.value === asked) failure.value = asFailure(error);
    }
  }

  useTopic(() => (state.value === "waiting" ? `run:${check.value?.runId}` : null), {
    snapshot: () => void look(),
    event: (name) => {
      if (name === "state") void look();
    },
  });

  async function start(): Promise<void> {
    const hash = bench.result?.resultHash;
    if (hash == null) return;
    failure.value = null;
    check.value = null;
    const accepted = await bench.runThere();
    if (accepted === null) {
      failure.value = bench.failure;
      return;
    }
    check.value = { hash, runId: accepted.run.id, serverHash: null };
    await look();
  }

  return { possible, current, state, failure, start };
}
