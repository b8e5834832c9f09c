/** Studies of one kind on the server: begun there, followed, ended, gone on with. */
import type {
  StartStudyBody,
  Study,
  StudyAccepted,
  StudyDetail,
  StudyProgress,
} from "@perpmill/server/api";
import { request } from "../api/client";
import { ApiFailure } from "../api/failure";
import type { StudyRows } from "../views/studies/table/study-rows";
import { type EndedStudy, followStudy } from "./follow-study";
import { useSessionStore } from "./session";
import type { StudyControl } from "./study-control";

/** How studies of a kind are shown that the server has. */
export interface StudyThere<Shown, Progress, End> {
  readonly kind: Study["kind"];
  /** its rows are still to come */
  readonly read: (detail: StudyDetail) => Promise<Shown>;
  /** null: studies of the kind have no rows */
  readonly rowsOf: (study: Shown) => StudyRows | null;
  /** @param told null: it waits for its turn */
  readonly progressOf: (told: StudyProgress | null) => Progress;
  readonly endOf: (ended: EndedStudy) => End;
}

/** What took how long there, ms; null: not known. */
export function tookThere({ startedMs, finishedMs }: Study): number | null {
  return startedMs === null || finishedMs === null ? null : finishedMs - startedMs;
}

/** All rejects with ApiFailure. */
export function useStudyThere<Shown extends { readonly id: string }, Progress, End>(
  there: StudyThere<Shown, Progress, End>,
) {
  const session = useSessionStore();
  const look = (id: string) => request<StudyDetail>(`studies/${id}`);

  /** Null: the server has no such study of the kind, or there is no server. */
  async function find(id: string): Promise<Shown | null> {
    if (!session.online) return null;
    try {
      const detail = await look(id);
      return detail.kind === there.kind ? await there.read(detail) : null;
    } catch (error) {
      if (error instanceof ApiFailure && error.status === 404) return null;
      throw error;
    }
  }

  async function begin(body: StartStudyBody): Promise<Shown> {
    const { study } = await request<StudyAccepted>("studies", { method: "POST", body });
    return there.read(study);
  }

  /** Has a study gone on with, where nobody works on it. */
  async function goOn(id: string): Promise<void> {
    const { state } = await look(id);
    if (state === "cancelled" || state === "failed") {
      await request(`studies/${id}/resume`, { method: "POST" });
    }
  }

  /** Its end is told to those who follow it. */
  async function cancel(id: string): Promise<void> {
    try {
      await request(`studies/${id}/cancel`, { method: "POST" });
    } catch (error) {
      // It has ended meanwhile.
      if (!(error instanceof ApiFailure && error.status === 409)) throw error;
    }
  }

  /** Rejects as `followStudy`. */
  async function follow(study: Shown, { signal, tell }: StudyControl<Progress>): Promise<End> {
    const ended = await followStudy(study.id, {
      rows: there.rowsOf(study),
      signal,
      onNews: (told) => tell(there.progressOf(told), told?.share ?? 0, told?.remainingMs ?? null),
    });
    return there.endOf(ended);
  }

  return { find, begin, goOn, cancel, follow };
}
