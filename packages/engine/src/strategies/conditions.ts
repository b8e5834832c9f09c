/** When a parameter of a strategy counts, in words. */
import type { StrategyParameter } from "@perpmill/core-wasm/strategies";

/** As it would stand in a configuration: `range = "fixed" | "moving", kappa = null`; empty: always. */
export function conditionText({ dependsOn = [] }: StrategyParameter): string {
  return dependsOn
    .map(({ parameter, values }) => {
      const words = values.map((value) => JSON.stringify(value));
      return `${parameter} = ${words.join(" | ")}`;
    })
    .join(", ");
}
