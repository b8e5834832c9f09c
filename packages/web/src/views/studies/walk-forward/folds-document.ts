/** A study over folds in time, a walk-forward or a k-fold, as it is asked, shown and kept. */
import type { ConfigInput } from "@perpmill/engine";
import type { ChosenFold, FoldsEnd, FoldsStudy } from "../../../engine/folds-protocol";
import type { FormField } from "../../run/inspector/form-fields";
import type { SharedData } from "../../run/inspector/share-link";
import { effortOf, objectivesOf } from "../search/search-request";
import { axesOf, limitOf, linesOf, type SweepDraft, samplerOf } from "../sweep/sweep-draft";
import type { DataThere } from "../there/study-market";

/** What is asked, and of which bars. */
export interface ShownFolds {
  readonly id: string;
  readonly draft: SweepDraft;
  readonly asked: FoldsStudy;
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
  readonly account?: FoldsEnd["folds"][number]["account"];
};

/** How far one is. */
export interface FoldsTold {
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
export function foldsOf(
  kind: FoldsStudy["kind"],
  draft: SweepDraft,
  config: ConfigInput,
  fields: readonly FormField[],
): FoldsStudy {
  const [objective = ""] = objectivesOf(draft);
  const common = { constraints: linesOf(draft.constraints), objective };
  const axes = axesOf(draft, fields);
  const search =
    draft.choose === "grid"
      ? { ...common, axes, sampler: samplerOf(draft) }
      : { ...common, space: axes, ...effortOf(draft) };
  const asked = { config, search, ...limitOf(draft) };
  if (kind === "k-fold") {
    const { folds, purgeDays, embargoDays } = draft;
    const days = { purgeDays: Number(purgeDays), embargoDays: Number(embargoDays) };
    return { kind, ...asked, folds: Number(folds), ...days };
  }
  const { scheme, trainDays, testDays, gapDays, position } = draft;
  const windows = {
    scheme,
    trainDays: Number(trainDays),
    testDays: Number(testDays),
    gapDays: Number(gapDays),
  };
  return { kind, ...asked, windows, position };
}

interface FoldsDocument extends Omit<ShownFolds, "id"> {
  readonly end: FoldsEnd | null;
}

export function keptFolds({ id: _, ...asked }: ShownFolds, end: FoldsEnd | null): FoldsDocument {
  return { ...asked, end };
}

/** @param document as `keptFolds` gave it */
export function openedFolds(id: string, document: unknown) {
  const { end, ...asked } = document as FoldsDocument;
  return { study: { id, ...asked }, end };
}
