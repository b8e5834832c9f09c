/** What a run is called where it has no label. */
import type { Run } from "@perpmill/server/api";

export function runName({ label, strategy, symbol }: Pick<Run, "label" | "strategy" | "symbol">) {
  return label === "" ? [symbol, strategy].filter(Boolean).join(" · ") : label;
}
