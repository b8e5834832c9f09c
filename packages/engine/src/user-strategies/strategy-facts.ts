/** What a source, or a module made of it, says of its strategy. */
import type { StrategyDescriptor } from "@perpmill/core-wasm/strategies";

export interface StrategyFacts {
  /** SHA-256 of the source with line ends as LF: the strategy's version */
  readonly hash: string;
  /** its id is `user:<hash>` */
  readonly descriptor: StrategyDescriptor;
  readonly className: string;
}
