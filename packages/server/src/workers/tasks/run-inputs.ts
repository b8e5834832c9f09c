/** What a run reads, warm where it can be. */
import {
  type Bars,
  type CacheEvent,
  type ConfigInput,
  type FundingSeries,
  type ModuleStrategy,
  normaliseConfig,
  type PriceSeries,
  sliceBars,
} from "@perpmill/engine";
import type { RunData, TaskPlaces } from "../protocol.js";
import type { TaskContext } from "../task-context.js";

export interface ReadInputs {
  /** those of the range */
  readonly bars: Bars;
  readonly mark: PriceSeries | null;
  readonly funding: FundingSeries | null;
  /** what the cache did, for bars that were not warm */
  readonly cache: readonly CacheEvent["kind"][];
}

/** Reads the data sets of a run. Throws the codes of the readers, BARS_RANGE_EMPTY, ABORTED */
export async function readInputs(
  data: RunData,
  places: TaskPlaces,
  { warm, signal }: TaskContext,
): Promise<ReadInputs> {
  const cache: CacheEvent["kind"][] = [];
  const control = { signal, onCacheEvent: ({ kind }: CacheEvent) => void cache.push(kind) };
  const whole = await warm.bars(data.bars, places, control);
  const mark = data.mark === null ? null : await warm.mark(data.mark, control);
  const funding = data.funding === null ? null : await warm.funding(data.funding, control);
  const { fromMs, toMs } = data.range;
  return { bars: sliceBars(whole, fromMs, toMs), mark, funding, cache };
}

/** The bars that a configuration runs on: those in the range that it names itself. */
export function barsOfRun(
  { bars, funding }: Pick<ReadInputs, "bars" | "funding">,
  config: ConfigInput,
  strategy: ModuleStrategy | null,
): Bars {
  const context = {
    intervalMs: bars.intervalMs,
    hasFundingFile: funding !== null,
    strategies: strategy === null ? [] : [strategy.descriptor],
  };
  const { start, end } = normaliseConfig(config, context).data;
  return sliceBars(bars, start, end);
}
