/** Curves of compared runs: a hue and a dash each, so that they differ in grey too. */
import type { RunsCompared } from "@perpmill/server/api";
import type { Curve } from "../../charts/TimeSeriesPane.vue";
import { type NumberKind, numberText } from "../../format/numbers";
import { runName } from "../runs/run-name";

type Compared = RunsCompared["runs"][number];

const DASHES: readonly (readonly number[])[] = [
  [],
  [8, 3],
  [3, 3],
  [10, 3, 2, 3],
  [1, 3],
  [14, 4],
  [6, 2, 2, 2, 2, 2],
  [4, 6],
];

/** What a run looks like by its place, from 0. */
export interface Look {
  /** CSS variable */
  readonly colour: string;
  readonly dash: readonly number[];
}

export function lookOf(place: number): Look {
  const at = place % DASHES.length;
  return { colour: `--series-${at + 1}`, dash: DASHES[at] ?? [] };
}

/** A letter and the name: names may be equal. */
export function letterOf(place: number): string {
  return String.fromCharCode(65 + place);
}

/** @param relative whether curves are returns since their first point */
export function curvesOf(compared: readonly Compared[], relative: boolean): Curve[] {
  return compared.map(({ run, equity }, place) => {
    const first = equity.equity[0] ?? 1;
    const value = relative ? equity.equity.map((one) => one / first - 1) : equity.equity;
    const label = `${letterOf(place)} ${runName(run)}`;
    return { label, time: equity.timeMs, value, ...lookOf(place) };
  });
}

/** Ids of an address such as `?ids=a,b`; each once. */
export function idsOf(query: unknown): readonly string[] {
  if (typeof query !== "string") return [];
  return [...new Set(query.split(",").filter((id) => id !== ""))];
}

/** Kinds whose difference is written as another one, so that its sign is seen. */
const OF_DIFFERENCE: Partial<Record<NumberKind, NumberKind>> = {
  money: "signedMoney",
  plain: "signedMoney",
  count: "signedMoney",
  ratio: "signedRatio",
};

/** How far a figure is from another one; empty where one of them is not known. */
export function differenceText(
  value: number | null,
  from: number | null,
  kind: NumberKind,
): string {
  if (value === null || from === null) return "";
  return numberText(value - from, OF_DIFFERENCE[kind] ?? kind);
}
