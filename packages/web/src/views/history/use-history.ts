/** The runs that are shown: in pages, followed while they change. */
import type { JobState, PatchRunBody, Run, RunDetail, RunsPage } from "@perpmill/server/api";
import { onMounted, type Ref, ref, shallowRef, watch } from "vue";
import { request } from "../../api/client";
import { ApiFailure } from "../../api/failure";
import type { TimeZone } from "../../format/times";
import { useTopic } from "../../stores/live";
import { belongsOnTop, type RunsFilter, runsQuery } from "./runs-query";

/** Most runs that one request deletes. */
const DELETED_MAX = 500;
/** Typing is over after so long. */
const TYPING_MS = 200;

interface ToldState {
  readonly runId: string;
  readonly state: JobState;
}

interface ToldChange {
  readonly runId: string;
}

interface ToldProgress {
  readonly runId: string;
  readonly done: number;
  readonly total: number | null;
}

/** @param zone of the days that are looked for */
export function useHistory(filter: Readonly<Ref<RunsFilter>>, zone: Readonly<Ref<TimeZone>>) {
  const runs = shallowRef<readonly Run[]>([]);
  const loaded = ref(false);
  const loading = ref(false);
  const failure = shallowRef<ApiFailure | null>(null);
  const nextCursor = ref<string | null>(null);
  /** 0..1 by id */
  const shares = shallowRef<ReadonlyMap<string, number>>(new Map());
  let asked = 0;

  async function attempt(work: () => Promise<void>): Promise<boolean> {
    failure.value = null;
    try {
      await work();
      return true;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      failure.value = error;
      return false;
    }
  }

  async function page(cursor: string | null): Promise<void> {
    const turn = ++asked;
    loading.value = true;
    await attempt(async () => {
      const found = await request<RunsPage>(`runs?${runsQuery(filter.value, cursor, zone.value)}`);
      if (turn !== asked) return;
      runs.value = cursor === null ? found.items : [...runs.value, ...found.items];
      nextCursor.value = found.nextCursor;
      loaded.value = true;
    });
    if (turn === asked) loading.value = false;
  }

  async function more(): Promise<void> {
    if (!loading.value && nextCursor.value !== null) await page(nextCursor.value);
  }

  function put(run: Run): void {
    runs.value = runs.value.map((one) => (one.id === run.id ? run : one));
  }

  async function hear({ runId, state }: ToldState): Promise<void> {
    const known = runs.value.find(({ id }) => id === runId);
    if (known !== undefined && state !== "done") put({ ...known, state });
    if (known !== undefined && (state === "queued" || state === "running")) return;
    await look(runId);
  }

  /** Shows a run as it is now, where it stands or on top when it is new. */
  async function look(runId: string): Promise<void> {
    const run = await request<RunDetail>(`runs/${runId}`).catch((error: unknown) => {
      // Deleted meanwhile, or the server is gone: the next snapshot tells.
      if (error instanceof ApiFailure) return null;
      throw error;
    });
    if (run === null) return;
    if (runs.value.some(({ id }) => id === runId)) put(run);
    else if (belongsOnTop(filter.value, run, zone.value)) runs.value = [run, ...runs.value];
  }

  function drop(ids: readonly string[]): void {
    runs.value = runs.value.filter(({ id }) => !ids.includes(id));
  }

  function follow({ runId, done, total }: ToldProgress): void {
    if (total !== null) shares.value = new Map(shares.value).set(runId, done / Math.max(total, 1));
  }

  let fresh = true;
  useTopic("runs", {
    snapshot: () => {
      // The first comes while the first page is on its way.
      if (!fresh) void page(null);
      fresh = false;
    },
    event: (name, data) => {
      if (name === "state") void hear(data as ToldState);
      else if (name === "changed") void look((data as ToldChange).runId);
      else if (name === "deleted") drop([(data as ToldChange).runId]);
      else if (name === "progress") follow(data as ToldProgress);
    },
  });

  onMounted(() => page(null));
  let typing: ReturnType<typeof setTimeout> | undefined;
  watch([filter, zone], () => {
    clearTimeout(typing);
    typing = setTimeout(() => void page(null), TYPING_MS);
  });

  const change = (id: string, body: PatchRunBody) =>
    attempt(async () => put(await request<RunDetail>(`runs/${id}`, { method: "PATCH", body })));

  const remove = (ids: readonly string[]) =>
    attempt(async () => {
      for (let at = 0; at < ids.length; at += DELETED_MAX) {
        const some = ids.slice(at, at + DELETED_MAX);
        await request("runs", { method: "DELETE", body: { ids: some } });
        drop(some);
      }
    });

  return {
    runs,
    loaded,
    loading,
    failure,
    nextCursor,
    shares,
    load: () => page(null),
    more,
    change,
    remove,
  };
}
