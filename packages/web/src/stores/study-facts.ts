/** What pages show of sweeps and searches alike, wherever these run. */
import type { LuckMissing, SweepLuck } from "@perpmill/engine";
import type { StudyProgress } from "@perpmill/server/api";
import type { EndedStudy } from "./follow-study";
import { tookThere } from "./study-there";

/** How far one is. */
export interface ShownProgress {
  readonly done: number;
  /** of the work, 0..1 */
  readonly share: number;
  /** of `done`: that were known */
  readonly reused: number;
  /** how far the judgement of the best is; null: it has not begun, or it is not told */
  readonly luckShare: number | null;
  /** whether it waits for its turn */
  readonly waits: boolean;
}

/** What came of one, besides its rows. */
export interface ShownEnd {
  readonly luck: SweepLuck | null;
  readonly luckMissing: LuckMissing | null;
  readonly reused: number;
  /** null: not known */
  readonly tookMs: number | null;
}

/** As a server tells it. @param told null: it waits for its turn */
export function progressThere(told: StudyProgress | null): ShownProgress {
  const { done = 0, share = 0, reused = 0 } = told ?? {};
  return { done, share: share ?? 0, reused, luckShare: null, waits: told === null };
}

/** As the document of the server has it. */
export function endThere({ detail, document }: EndedStudy): ShownEnd {
  const { luck, luckMissing } = document as Pick<ShownEnd, "luck" | "luckMissing">;
  return { luck, luckMissing, reused: 0, tookMs: tookThere(detail) };
}
