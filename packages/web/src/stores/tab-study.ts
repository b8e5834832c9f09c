/** The study that a page shows: one that runs in the tab, that was kept there, or that the server has. */
import type { StartStudyBody } from "@perpmill/server/api";
import { computed, ref, shallowRef } from "vue";
import { useCalmVersion } from "../composables/use-calm-version";
import { asFailure } from "../engine/as-failure";
import type { TabFailure } from "../engine/tab-engine";
import type { StudyKind, StudyRecord } from "../local/study-database";
import type { StudyControl } from "./study-control";
import type { StudyPlace } from "./study-place";
import { useStudyShelf } from "./study-shelf";
import { type StudyThere, useStudyThere } from "./study-there";

export type StudyState = "running" | "done" | "stopped" | "failed";

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
  /** left out: such studies run in the tab alone */
  readonly there?: StudyThere<Study, Progress, End>;
}

export function useTabStudy<Study extends { readonly id: string }, Progress, End>({
  kind,
  work,
  recordOf,
  documentOf,
  read,
  there,
}: TabStudyOptions<Study, Progress, End>) {
  const server = there === undefined ? null : useStudyThere(there);
  const { kept, notKept, list, keep, remove, rename, document } = useStudyShelf(kind);
  const study = shallowRef<Study | null>(null);
  const state = ref<StudyState>("done");
  /** rises when there is something new to see */
  const { version, soon, now: drawNow } = useCalmVersion();
  const progress = shallowRef<Progress | null>(null);
  const end = shallowRef<End | null>(null);
  const failure = shallowRef<TabFailure | null>(null);
  /** where the study that is shown is */
  const place = ref<StudyPlace>("tab");
  /** what the server refused to begin */
  let refused: StartStudyBody | null = null;
  /** by the pace so far, ms; null: not known */
  const leftMs = ref<number | null>(null);
  const running = computed(() => state.value === "running" && study.value !== null);
  let current: AbortController | null = null;

  function show(next: Study, as: StudyState, at: StudyPlace = "tab"): void {
    current?.abort();
    current = null;
    refused = null;
    study.value = next;
    state.value = as;
    place.value = at;
    progress.value = null;
    end.value = null;
    failure.value = null;
    leftMs.value = null;
    drawNow();
  }

  /** @param at server: one that was begun there is followed */
  async function run(next: Study, at: StudyPlace = "tab"): Promise<void> {
    show(next, "running", at);
    const control = new AbortController();
    current = control;
    const beganMs = performance.now();
    const isMine = () => current === control;
    const tell: StudyControl<Progress>["tell"] = (now, share, left) => {
      if (!isMine()) return;
      progress.value = now;
      const spent = performance.now() - beganMs;
      const byPace = share > 0 ? (spent / share) * (1 - share) : null;
      leftMs.value = left === undefined ? byPace : left;
      soon();
    };
    try {
      const isThere = server !== null && at === "server";
      const done = await (isThere ? server.follow : work)(next, { signal: control.signal, tell });
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
    drawNow();
    if (at === "server") return;
    const record = recordOf(next, end.value);
    if (record !== null) await keep({ id: next.id, ...record }, documentOf(next, end.value));
  }

  /** Asks something of the server; null: `failure` says why not. */
  async function ask<T>(work: () => Promise<T>): Promise<T | null> {
    failure.value = null;
    try {
      return await work();
    } catch (error) {
      failure.value = asFailure(error);
      return null;
    }
  }

  /** Has the server run a study, and follows it. */
  async function startThere(body: StartStudyBody): Promise<void> {
    const begun = await ask(async () => (await server?.begin(body)) ?? null);
    if (begun !== null) await run(begun, "server");
    else refused = body;
  }

  /** Goes on with what the server has, or has refused. False: what is shown is of the tab. */
  async function resumeThere(): Promise<boolean> {
    if (refused !== null) {
      await startThere(refused);
      return true;
    }
    const now = study.value;
    if (now === null || place.value === "tab" || server === null) return false;
    const goes = await ask(async () => {
      await server.goOn(now.id);
      return true;
    });
    if (goes !== null) await run({ ...now }, "server");
    return true;
  }

  function stop(): void {
    const now = study.value;
    if (place.value === "tab" || now === null) current?.abort();
    else void ask(async () => server?.cancel(now.id));
  }

  /** Shows one that was kept, or that the server has. False: it is not there. */
  async function open(id: string): Promise<boolean> {
    if (study.value?.id === id) return true;
    const found = await document(id);
    if (found !== null) {
      const { study: next, end: ended } = read(id, found);
      show(next, ended === null ? "stopped" : "done");
      end.value = ended;
      return true;
    }
    const elsewhere = await ask(async () => (await server?.find(id)) ?? null);
    if (elsewhere !== null) void run(elsewhere, "server");
    return elsewhere !== null || failure.value !== null;
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
    place,
    kept,
    notKept,
    run,
    startThere,
    resumeThere,
    stop,
    list,
    open,
    remove,
    rename,
  };
}
