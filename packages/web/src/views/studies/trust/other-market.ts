/** Another market that is loaded for a verdict. */
import { PRESET_NAMES } from "@perpmill/engine";
import type { DataSetSummary } from "@perpmill/server/api";
import { download } from "../../../api/transfer";
import { marketFiles } from "../../../engine/market-files";
import type { TabOtherMarket } from "../../../engine/trust-protocol";

export interface LoadedMarket {
  /** what it is called, which no other one is */
  readonly name: string;
  /** a preset's name */
  readonly instrument: string;
  /** files with bars and what stands beside them, or a data set of the server */
  readonly from: readonly File[] | DataSetSummary;
}

/** The preset that a name of files or of a data set begins with or has in it; null: none. */
export function presetIn(name: string): string | null {
  const plain = name.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");
  const found = PRESET_NAMES.filter((preset) => plain.includes(preset));
  return found.sort((a, b) => b.length - a.length)[0] ?? null;
}

/** Files by market: those of one instrument belong together. */
export function marketsOf(files: readonly File[], fallback: string): readonly LoadedMarket[] {
  const groups = new Map<string, File[]>();
  for (const file of files) {
    const name = presetIn(file.name) ?? file.name;
    groups.set(name, [...(groups.get(name) ?? []), file]);
  }
  return [...groups]
    .filter(([, from]) => marketFiles(from, false).bars.length > 0)
    .map(([name, from]) => ({ name, from, instrument: presetIn(name) ?? fallback }));
}

/** Whether a market is a data set of the server. */
export function isSet(from: LoadedMarket["from"]): from is DataSetSummary {
  return !Array.isArray(from);
}

/** A market as the tab's engine opens it: the bars of a data set come from the server. Rejects with ApiFailure. */
export async function inTab({ name, instrument, from }: LoadedMarket): Promise<TabOtherMarket> {
  if (!isSet(from)) return { name, instrument, from };
  return { name, instrument, from: await download(`data/${from.id}/columns`) };
}
