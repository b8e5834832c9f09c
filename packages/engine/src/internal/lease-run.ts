/** The market of one run: a kernel of the kind it needs, with room for it. */
import type { PreparedRun } from "../runs/prepare.js";
import { leaseMarket, type MarketLease } from "./bar-memory.js";
import { kernelKindOf } from "./kernel-kind.js";
import { runBytes } from "./run-memory.js";

/** A market for a run that was prepared, to be given back. */
export function leaseRun(prepared: PreparedRun): Promise<MarketLease> {
  const { bars, mark, config, userStrategy } = prepared;
  return leaseMarket(bars, mark, runBytes(prepared), kernelKindOf(config, userStrategy));
}
