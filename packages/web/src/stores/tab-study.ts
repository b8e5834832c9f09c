/** A study that runs in the tab, or one that was kept: how far it is, what came of it, and its shelf. */
import { computed, ref, shallowRef } from "vue";
import { asFailure } from "../engine/as-failure";
import type { TabFailure } from "../engine/tab-engine";
import type { StudyKind, StudyRecord } from "../local/study-database";
import { useStudyShelf } from "./study-shelf";

export type StudyState = "running" | "done" | "stopped" | "failed";

/** How a study is told of while it runs. */
export interface StudyControl<Progress> {
  readonly signal: AbortSignal;
  /** @param share of the work that had to be done, 0..1 */
  readonly tell: (progress: Progress, share: number) => void;
}

export interface TabStudyOptions<Study, Progress, End> {
  readonly kind: StudyKind;
  /** rejects with TabFailure */
  readonly work: (study: Study, control: StudyControl<Progress>) => Promise<End>;
  /** how it stands in a list; null: there is nothing to keep */
  readonly recordOf: (
    study: Study,
    end: End | null,
  ) => Omit<StudyRecord, "id" | "kind" | "savedMs" | "name"> | null;
  readonly documentOf: (study: Study, end: End | null) => unknown;
  /** a document that was kept */
  readonly read: (
    id: string,
    document: unknown,
  ) => { readonly study: Study; readonly end: End | null };
}

export function useTabStudy<Study extends { readonly id: string }, Progress, End>({
  kind,
  work,
  recordOf,
  documentOf,
  read,
}: TabStudyOptions<Study, Progress, End>) {
  const { kept, notKept, list, keep, remove, rename, document } = useStudyShelf(kind);
  const study = shallowRef<Study | null>(null);
  const state = ref<StudyState>("done");
  /** rises when there is something new to see */
  const version = ref(0);
  const progress = shallowRef<Progress | null>(null);
  const end = shallowRef<End | null>(null);
  const failure = shallowRef<TabFailure | null>(null);
  /** by the pace so far, ms; null: not known */
  const leftMs = ref<number | null>(null);
  const running = computed(() => state.value === "running" && study.value !== null);
  let current: AbortController | null = null;

  function show(next: Study, as: StudyState): void {
    current?.abort();
    current = null;
    study.value = next;
    state.value = as;
    progress.value = null;
    end.value = null;
    failure.value = null;
    leftMs.value = null;
    version.value++;
  }

  async function run(next: Study): Promise<void> {
    show(next, "running");
    const control = new AbortController();
    current = control;
    const beganMs = performance.now();
    const isMine = () => current === control;
    const tell = (now: Progress, share: number) => {
      if (!isMine()) return;
      progress.value = now;
      const spent = performance.now() - beganMs;
      leftMs.value = share > 0 ? (spent / share) * (1 - share) : null;
      version.value++;
    };
    try {
      const done = await work(next, { signal: control.signal, tell });
      if (!isMine()) return;
      end.value = done;
      state.value = "done";
    } catch (error) {
      if (!isMine()) return;
      const problem = asFailure(error);
      state.value = problem.code === "ABORTED" ? "stopped" : "failed";
      if (state.value === "failed") failure.value = problem;
    }
    current = null;
    version.value++;
    const record = recordOf(next, end.value);
    if (record !== null) await keep({ id: next.id, ...record }, documentOf(next, end.value));
  }

  /** Shows one that was kept. False: it is not there. */
  async function open(id: string): Promise<boolean> {
    if (study.value?.id === id) return true;
    const found = await document(id);
    if (found === null) return false;
    const { study: next, end: ended } = read(id, found);
    show(next, ended === null ? "stopped" : "done");
    end.value = ended;
    return true;
  }

  return {
    study,
    state,
    running,
    version,
    progress,
    end,
    failure,
    leftMs,
    kept,
    notKept,
    run,
    stop: () => current?.abort(),
    list,
    open,
    remove,
    rename,
  };
}
