/** A verdict as it is asked, shown and kept. */
import type { TriedStudy, TrustJson, TrustPart } from "@perpmill/engine";
import type { TabTrust, TrustEnd } from "../../../engine/trust-protocol";
import type { SharedData } from "../../run/inspector/share-link";
import type { DataThere } from "../there/study-market";

/** The study that a configuration was chosen from. */
export interface TriedBefore {
  /** name of its page */
  readonly page: "sweeps" | "searches";
  readonly id: string;
  /** configurations that were tried in it */
  readonly count: number;
  /** whether the server has it */
  readonly isThere: boolean;
  /** what it says of its best */
  readonly study: Pick<TriedStudy, "luck" | "luckMissing"> & { readonly trials: number };
}

/** What is asked, and of which bars. */
export interface TrustStudy {
  readonly id: string;
  readonly asked: TabTrust;
  readonly data: SharedData | null;
  /** where the server runs it; null: it runs in the tab */
  readonly there: DataThere | null;
  readonly symbol: string | null;
  readonly before: Pick<TriedBefore, "page" | "id" | "count"> | null;
  /** names of the other markets */
  readonly others: readonly string[];
}

/** What of a verdict is shown. */
export type ShownVerdict = Pick<TrustJson, "grade" | "findings" | "run" | "parts">;

/** How far a verdict is. */
export interface TrustTold {
  /** runs that are done */
  readonly done: number;
  /** null: not told yet */
  readonly total: number | null;
  /** parts that were begun, in their order, the last under way; null: not told */
  readonly begun: readonly TrustPart[] | null;
}

interface TrustDocument extends Omit<TrustStudy, "id"> {
  readonly end: TrustEnd | null;
}

export function keptTrust({ id: _, ...asked }: TrustStudy, end: TrustEnd | null): TrustDocument {
  return { ...asked, end };
}

/** @param document as `keptTrust` gave it */
export function openedTrust(id: string, document: unknown) {
  const { end, ...asked } = document as TrustDocument;
  return { study: { id, ...asked }, end };
}
