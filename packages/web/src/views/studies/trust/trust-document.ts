/** A verdict as it is asked, shown and kept. */
import type { TriedStudy } from "@perpmill/engine";
import type { TabTrust, TabTrustEnd } from "../../../engine/trust-protocol";
import type { SharedData } from "../../run/inspector/share-link";

/** The study that a configuration was chosen from. */
export interface TriedBefore {
  /** name of its page */
  readonly page: "sweeps" | "searches";
  readonly id: string;
  /** configurations that were tried in it */
  readonly count: number;
  /** what it says of its best */
  readonly study: Pick<TriedStudy, "luck" | "luckMissing"> & { readonly trials: number };
}

/** What is asked, and of which bars. */
export interface TrustStudy {
  readonly id: string;
  readonly asked: TabTrust;
  readonly data: SharedData | null;
  readonly symbol: string | null;
  readonly before: Omit<TriedBefore, "study"> | null;
  /** names of the other markets */
  readonly others: readonly string[];
}

interface TrustDocument extends Omit<TrustStudy, "id"> {
  readonly end: TabTrustEnd | null;
}

export function keptTrust({ id: _, ...asked }: TrustStudy, end: TabTrustEnd | null): TrustDocument {
  return { ...asked, end };
}

/** @param document as `keptTrust` gave it */
export function openedTrust(id: string, document: unknown) {
  const { end, ...asked } = document as TrustDocument;
  return { study: { id, ...asked }, end };
}
