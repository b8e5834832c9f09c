/** The data sets of the server that the user may see, and the uploads of this page. */
import type { DataSet, DataSetSummary } from "@perpmill/server/api";
import { defineStore } from "pinia";
import { ref, shallowRef, triggerRef } from "vue";
import { request } from "../api/client";
import { ApiFailure } from "../api/failure";
import { type TransferProgress, upload } from "../api/transfer";

export type DataOwner = "all" | "mine" | "shared";

/** An upload under way, or one that failed. */
export interface Upload {
  readonly id: number;
  readonly name: string;
  readonly control: AbortController;
  progress: TransferProgress;
  failure: ApiFailure | null;
}

interface Page {
  readonly items: readonly DataSetSummary[];
  readonly nextCursor: string | null;
}

const SAMPLE_BARS = 525_600;

export const useDataSetsStore = defineStore("dataSets", () => {
  const items = shallowRef<readonly DataSetSummary[]>([]);
  const loaded = ref(false);
  const failure = shallowRef<ApiFailure | null>(null);
  const owner = ref<DataOwner>("all");
  const search = ref("");
  const nextCursor = ref<string | null>(null);
  const uploads = shallowRef<Upload[]>([]);
  const making = ref(false);
  let lastId = 0;
  let asked = 0;

  async function page(cursor: string | null): Promise<void> {
    const query = new URLSearchParams({ owner: owner.value });
    if (search.value.trim() !== "") query.set("search", search.value.trim());
    if (cursor !== null) query.set("cursor", cursor);
    const turn = ++asked;
    try {
      const found = await request<Page>(`data?${query}`);
      if (turn !== asked) return;
      items.value = cursor === null ? found.items : [...items.value, ...found.items];
      nextCursor.value = found.nextCursor;
      failure.value = null;
      loaded.value = true;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (turn === asked) failure.value = error;
    }
  }

  /** Puts what is known now in its place; what is new comes first. */
  function put(set: DataSetSummary): void {
    const known = items.value.some(({ id }) => id === set.id);
    items.value = known
      ? items.value.map((one) => (one.id === set.id ? set : one))
      : [set, ...items.value];
  }

  async function look(id: string): Promise<DataSet> {
    const set = await request<DataSet>(`data/${id}`);
    if (items.value.some((one) => one.id === id)) put(set);
    return set;
  }

  async function change(id: string, body: { name?: string; shared?: boolean }): Promise<DataSet> {
    const set = await request<DataSet>(`data/${id}`, { method: "PATCH", body });
    put(set);
    return set;
  }

  async function remove(id: string): Promise<void> {
    await request(`data/${id}`, { method: "DELETE" });
    items.value = items.value.filter((one) => one.id !== id);
  }

  /** Throws ApiFailure. */
  async function makeSample(): Promise<DataSet> {
    making.value = true;
    try {
      const body = { bars: SAMPLE_BARS };
      const set = await request<DataSet>("data/sample", { method: "POST", body });
      put(set);
      return set;
    } finally {
      making.value = false;
    }
  }

  /** Sends files as one data set. @returns it; null when it failed or was taken back */
  async function send(files: readonly File[], kind: string): Promise<DataSet | null> {
    const form = new FormData();
    for (const file of files) form.append("file", file, file.name);
    const one: Upload = {
      id: ++lastId,
      name: files.map(({ name }) => name).join(", "),
      control: new AbortController(),
      progress: { done: 0, total: null },
      failure: null,
    };
    uploads.value = [...uploads.value, one];
    try {
      const path = kind === "" ? "data/upload" : `data/upload?kind=${kind}`;
      const set = await upload<DataSet>(path, form, {
        signal: one.control.signal,
        onProgress: (progress) => {
          one.progress = progress;
          triggerRef(uploads);
        },
      });
      drop(one.id);
      put(set);
      return set;
    } catch (error) {
      if (error instanceof ApiFailure) {
        one.failure = error;
        triggerRef(uploads);
      } else drop(one.id);
      return null;
    }
  }

  /** Takes an upload back, or its failure away. */
  function drop(id: number): void {
    uploads.value.find((one) => one.id === id)?.control.abort();
    uploads.value = uploads.value.filter((one) => one.id !== id);
  }

  return {
    items,
    loaded,
    failure,
    owner,
    search,
    nextCursor,
    uploads,
    making,
    load: () => page(null),
    more: () => page(nextCursor.value),
    put,
    look,
    change,
    remove,
    makeSample,
    send,
    drop,
  };
});
