/** Verdicts in the engine worker, on the threads of its sweeps. */
import {
  barsOfColumns,
  dataIdentity,
  type OtherMarket,
  openBars,
  openSeries,
  type TrustPart,
  trust,
  trustJson,
} from "@perpmill/engine";
import { marketFiles } from "./market-files";
import { poolOf, type StudyMarket, startThread } from "./sweep-calls";
import type { TabOtherMarket, TrustEnd, TrustPartTold, TrustTabRequest } from "./trust-protocol";

async function openOther(
  { name, instrument, from }: TabOtherMarket,
  signal: AbortSignal,
): Promise<OtherMarket> {
  if (from instanceof Blob) {
    const bars = await barsOfColumns(new Uint8Array(await from.arrayBuffer()));
    return { name, instrument, bars };
  }
  const files = marketFiles(from, false);
  const bars = await openBars([...files.bars], { signal });
  const mark =
    files.mark.length === 0 ? null : await openSeries([...files.mark], { kind: "mark", signal });
  const funding =
    files.funding.length === 0
      ? null
      : await openSeries([...files.funding], { kind: "funding", signal });
  return {
    ...{ name, instrument, bars },
    mark: mark?.kind === "mark" ? mark.series : null,
    funding: funding?.kind === "funding" ? funding.series : null,
  };
}

/** Throws PerpmillError. */
export async function examine(
  { study, others }: TrustTabRequest,
  market: StudyMarket,
  signal: AbortSignal,
  tell: (part: TrustPartTold) => void,
): Promise<TrustEnd> {
  const began = performance.now();
  const opened: OtherMarket[] = [];
  for (const other of others) opened.push(await openOther(other, signal));
  const begun: TrustPart[] = [];
  const verdict = await trust({
    ...study,
    pool: poolOf(market),
    bars: market.bars,
    userStrategy: market.userStrategy,
    startWorker: startThread,
    others: opened,
    signal,
    onProgress: (progress) => {
      if (!begun.includes(progress.part)) begun.push(progress.part);
      tell({ progress, begun: [...begun] });
    },
  });
  const json = trustJson(verdict, dataIdentity(market.bars));
  return { verdict: json, tookMs: performance.now() - began };
}
