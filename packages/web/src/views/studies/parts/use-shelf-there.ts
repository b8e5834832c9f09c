/** The studies of one kind that the server has, the newest first, followed while a page looks at them. */
import type { StudiesPage, Study, StudyDetail, StudyProgress } from "@perpmill/server/api";
import { ref, shallowRef } from "vue";
import { request } from "../../../api/client";
import { useAttempt } from "../../../composables/use-attempt";
import { useTopic } from "../../../stores/live";

type Kind = Study["kind"];

const PAGE = 50;

export function useShelfThere(kind: () => Kind) {
  const { failure, attempt } = useAttempt();
  /** null: not read yet */
  const items = shallowRef<readonly Study[] | null>(null);
  const next = ref<string | null>(null);
  /** whether a page looks at them */
  const looked = ref(false);

  async function page(cursor: string | null): Promise<void> {
    const query = new URLSearchParams({ kind: kind(), limit: String(PAGE) });
    if (cursor !== null) query.set("cursor", cursor);
    await attempt(async () => {
      const found = await request<StudiesPage>(`studies?${query}`);
      items.value = cursor === null ? found.items : [...(items.value ?? []), ...found.items];
      next.value = found.nextCursor;
    });
  }

  function change(id: string, to: (study: Study) => Study | null): void {
    items.value = items.value?.flatMap((one) => (one.id === id ? (to(one) ?? []) : one)) ?? null;
  }

  type Told = { readonly studyId: string } & Partial<StudyProgress & Pick<Study, "state" | "best">>;
  useTopic(() => (looked.value ? "studies" : null), {
    snapshot: () => void page(null),
    event: (name, data) => {
      const { studyId, done, total, best, state } = data as Told;
      if (name === "deleted") change(studyId, () => null);
      else if (name === "progress") {
        change(studyId, (one) => ({
          ...one,
          rowsDone: done ?? one.rowsDone,
          rowsTotal: total ?? one.rowsTotal,
          best: best ?? one.best,
        }));
      } else if (items.value?.some(({ id }) => id === studyId) !== true) void page(null);
      else if (state !== undefined) change(studyId, (one) => ({ ...one, state }));
    },
  });

  const rename = (id: string, title: string) =>
    attempt(async () => {
      const body = { title };
      const study = await request<StudyDetail>(`studies/${id}`, { method: "PATCH", body });
      change(id, () => study);
    });
  const remove = (id: string) =>
    attempt(async () => {
      await request(`studies/${id}`, { method: "DELETE" });
      change(id, () => null);
    });

  return { items, next, looked, failure, more: () => page(next.value), rename, remove };
}
