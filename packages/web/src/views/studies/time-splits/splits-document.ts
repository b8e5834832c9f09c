/** Time splits as they are asked, shown and kept. */
import type { TimeSplitsJson, TimeSplitsStudy } from "@perpmill/engine";
import type { SharedData } from "../../run/inspector/share-link";
import type { DataThere } from "../there/study-market";

/** What is asked, and of which bars. */
export interface ShownSplits {
  readonly id: string;
  readonly asked: TimeSplitsStudy;
  readonly data: SharedData | null;
  /** where the server runs it; null: it runs in the tab */
  readonly there: DataThere | null;
  readonly symbol: string | null;
}

interface SplitsDocument extends Omit<ShownSplits, "id"> {
  readonly end: TimeSplitsJson | null;
}

export function keptSplits(
  { id: _, ...asked }: ShownSplits,
  end: TimeSplitsJson | null,
): SplitsDocument {
  return { ...asked, end };
}

/** @param document as `keptSplits` gave it */
export function openedSplits(id: string, document: unknown) {
  const { end, ...asked } = document as SplitsDocument;
  return { study: { id, ...asked }, end };
}
