/** A run of the server, followed: its state, how far it is, its curve as it grows, its result. */
import type { ResultJson } from "@perpmill/engine";
import type { PatchRunBody, RunAccepted, RunDetail } from "@perpmill/server/api";
import { type Ref, ref, shallowRef, watch } from "vue";
import { request } from "../../api/client";
import { ApiFailure } from "../../api/failure";
import { useTopic } from "../../stores/live";

export type RunProgress = NonNullable<RunDetail["progress"]>;

export interface GrowingCurve {
  /** UTC ms */
  readonly timeMs: readonly number[];
  readonly equity: readonly number[];
}

type Told = RunProgress & { readonly equity: GrowingCurve | null };

/** @param id of the run; another one may take its place */
export function useServerRun(id: Readonly<Ref<string>>) {
  const run = shallowRef<RunDetail | null>(null);
  const result = shallowRef<ResultJson | null>(null);
  const progress = shallowRef<RunProgress | null>(null);
  const curve = shallowRef<GrowingCurve | null>(null);
  const failure = shallowRef<ApiFailure | null>(null);
  /** whether it was deleted while it was looked at */
  const gone = ref(false);

  /** Null when the server refused: `failure` says why. */
  async function attempt<T>(work: () => Promise<T>): Promise<T | null> {
    failure.value = null;
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      failure.value = error;
      return null;
    }
  }

  async function take(found: RunDetail): Promise<void> {
    const asked = id.value;
    if (found.id !== asked) return;
    run.value = found;
    if (found.state !== "done" || result.value !== null) return;
    const report = await request<ResultJson>(`runs/${asked}/report.json`);
    if (id.value === asked) result.value = report;
  }

  const path = () => `runs/${id.value}`;
  const look = () => attempt(async () => take(await request<RunDetail>(path())));

  function follow(told: Told | null): void {
    progress.value = told;
    if (told?.equity) curve.value = told.equity;
  }

  function end(): void {
    run.value = null;
    result.value = null;
    gone.value = true;
  }

  watch(id, () => {
    run.value = null;
    result.value = null;
    progress.value = null;
    curve.value = null;
    failure.value = null;
    gone.value = false;
  });
  useTopic(() => `run:${id.value}`, {
    snapshot: (data) => {
      const told = data as { run: RunDetail; progress: Told | null };
      follow(told.progress);
      void attempt(() => take(told.run));
    },
    event: (name, data) => {
      if (name === "progress") follow(data as Told);
      else if (name === "state" || name === "changed") void look();
      else if (name === "deleted") end();
    },
    // A run that is not there is told by the request, in the language of the page.
    gone: () => void look(),
  });

  const send = (body: PatchRunBody) =>
    attempt(async () => take(await request<RunDetail>(path(), { method: "PATCH", body })));

  return {
    run,
    result,
    progress,
    curve,
    failure,
    gone,
    look,
    change: send,
    cancel: () =>
      attempt(async () => take(await request<RunDetail>(`${path()}/cancel`, { method: "POST" }))),
    rerun: () => attempt(() => request<RunAccepted>(`${path()}/rerun`, { method: "POST" })),
    /** whether it is gone */
    remove: async () =>
      (await attempt(async () => {
        await request(path(), { method: "DELETE" });
        return true;
      })) === true,
  };
}
