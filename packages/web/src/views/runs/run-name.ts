/** What a run is called where it has no label. */
import type { Run } from "@perpmill/server/api";
import { isOwnName, shortHash } from "../../engine/strategy-names";

/** A strategy as runs name it: a built-in one by its id, one that a user wrote by name and version. */
export function strategyText(run: Pick<Run, "strategy" | "strategyLabel">): string {
  if (!isOwnName(run.strategy)) return run.strategy;
  return [run.strategyLabel, shortHash(run.strategy)].filter(Boolean).join(" · ");
}

export function runName(run: Pick<Run, "label" | "strategy" | "strategyLabel" | "symbol">): string {
  const { label, symbol } = run;
  return label === "" ? [symbol, strategyText(run)].filter(Boolean).join(" · ") : label;
}
