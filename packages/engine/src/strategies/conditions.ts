/** When a parameter of a strategy counts, in words. */
import type { StrategyParameter } from "@perpmill/core-wasm/strategies";

/** As it would stand in a configuration: `range = "fixed" | "moving", limit ≠ null`; empty: always. */
export function conditionText({ dependsOn = [] }: StrategyParameter): string {
  return dependsOn
    .map(({ parameter, values }) => {
      if (values === undefined) return `${parameter} ≠ null`;
      return `${parameter} = ${values.map((value) => JSON.stringify(value)).join(" | ")}`;
    })
    .join(", ");
}
