/** A walk-forward as it is asked, shown and kept. */
import type { ConfigInput, WalkForwardJson } from "@perpmill/engine";
import type { ChosenFold, TabWalkForward } from "../../../engine/study-protocol";
import type { FormField } from "../../run/inspector/form-fields";
import type { SharedData } from "../../run/inspector/share-link";
import { effortOf, objectivesOf } from "../search/search-request";
import { axesOf, limitOf, linesOf, type SweepDraft, samplerOf } from "../sweep/sweep-draft";
import type { DataThere } from "../there/study-market";

/** What is asked, and of which bars. */
export interface WalkForwardStudy {
  readonly id: string;
  readonly draft: SweepDraft;
  readonly asked: TabWalkForward;
  readonly data: SharedData | null;
  /** where the server runs it; null: it runs in the tab */
  readonly there: DataThere | null;
  readonly symbol: string | null;
  /** paths of the parameters */
  readonly paths: readonly string[];
}

/** A fold as far as it is known: its account comes when all are chosen. */
export type ShownFold = Pick<ChosenFold, "train" | "test" | "trials"> & {
  readonly best: Omit<NonNullable<ChosenFold["best"]>, "config"> | null;
  readonly account?: WalkForwardJson["folds"][number]["account"];
};

/** How far one is. */
export interface WalkProgress {
  /** of the work, 0..1 */
  readonly share: number;
  /** windows in all; null: not told */
  readonly count: number | null;
  /** those whose best is known */
  readonly folds: readonly ShownFold[];
  /** whether it waits for its turn */
  readonly waits: boolean;
}

/** As the engine takes it. */
export function walkForwardOf(
  draft: SweepDraft,
  config: ConfigInput,
  fields: readonly FormField[],
): TabWalkForward {
  const [objective = ""] = objectivesOf(draft);
  const common = { constraints: linesOf(draft.constraints), objective };
  const axes = axesOf(draft, fields);
  return {
    config,
    windows: {
      scheme: draft.scheme,
      trainDays: Number(draft.trainDays),
      testDays: Number(draft.testDays),
      gapDays: Number(draft.gapDays),
    },
    position: draft.position,
    search:
      draft.choose === "grid"
        ? { ...common, axes, sampler: samplerOf(draft) }
        : { ...common, space: axes, ...effortOf(draft) },
    ...limitOf(draft),
  };
}

interface WalkForwardDocument extends Omit<WalkForwardStudy, "id"> {
  readonly end: WalkForwardJson | null;
}

export function keptWalkForward(
  { id: _, ...asked }: WalkForwardStudy,
  end: WalkForwardJson | null,
): WalkForwardDocument {
  return { ...asked, end };
}

/** @param document as `keptWalkForward` gave it */
export function openedWalkForward(id: string, document: unknown) {
  const { end, ...asked } = document as WalkForwardDocument;
  return { study: { id, ...asked }, end };
}
