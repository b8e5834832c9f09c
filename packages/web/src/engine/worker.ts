/** The engine in a worker of the tab: the same library that Node runs, on bars that it keeps. */
import {
  type Bars,
  backtest,
  barsOfColumns,
  envelope,
  type FundingSeries,
  openBars,
  openTimeMs,
  PerpmillError,
  residentBars,
  resultJson,
  sliceBars,
  syntheticBars,
  syntheticFunding,
} from "@perpmill/engine";
import type {
  BarsFacts,
  FromTab,
  TabAnswers,
  TabError,
  TabProgress,
  TabRange,
  TabRequest,
  ToTab,
} from "./protocol";
import { answerTrades, holdTrades } from "./trades-calls";

interface Market {
  readonly bars: Bars;
  readonly funding: FundingSeries | null;
}

let market: Market | null = null;
const running = new Map<number, AbortController>();

function post(message: FromTab): void {
  self.postMessage(message);
}

function factsOf(bars: Bars): BarsFacts {
  return {
    source: bars.source.name,
    symbol: bars.symbol,
    synthetic: bars.source.synthetic,
    md5: bars.source.md5,
    intervalMs: bars.intervalMs,
    bars: bars.count,
    holes: bars.holes,
    firstMs: openTimeMs(bars, 0),
    lastMs: openTimeMs(bars, bars.count - 1),
  };
}

interface Control {
  readonly signal: AbortSignal;
  readonly tell: (progress: TabProgress) => void;
}

async function openFiles(files: readonly File[], { signal, tell }: Control): Promise<BarsFacts> {
  const bars = await openBars([...files], {
    signal,
    onProgress: ({ bytes, totalBytes }) => tell({ done: bytes, total: totalBytes }),
  });
  holdTrades(null);
  market = { bars: residentBars(bars), funding: null };
  return factsOf(bars);
}

async function openColumns({
  columns,
  name,
  synthetic,
}: Extract<TabRequest, { kind: "openColumns" }>): Promise<BarsFacts> {
  const bars = await barsOfColumns(new Uint8Array(await columns.arrayBuffer()));
  const named = { ...bars, source: { ...bars.source, name, synthetic } };
  holdTrades(null);
  market = { bars: residentBars(named), funding: null };
  return factsOf(market.bars);
}

function openSample(count: number, seed: number): BarsFacts {
  const bars = syntheticBars({ seed, bars: count });
  holdTrades(null);
  market = { bars: residentBars(bars), funding: syntheticFunding({ seed, bars }) };
  return factsOf(bars);
}

/** The market on the bench, cut to a range. */
function inputsIn({ fromMs, toMs }: TabRange): { bars: Bars; funding?: FundingSeries } {
  if (market === null) throw new Error("no bars are open");
  const { bars: whole, funding } = market;
  const bars = fromMs === null && toMs === null ? whole : sliceBars(whole, fromMs, toMs);
  return funding === null ? { bars } : { bars, funding };
}

async function run(
  request: Extract<TabRequest, { kind: "run" }>,
  { signal, tell }: Control,
): Promise<TabAnswers["run"]> {
  const began = performance.now();
  const inputs = { ...inputsIn(request.range), config: request.config };
  const result = await backtest({
    ...inputs,
    hashes: !request.quick,
    signal,
    onProgress: ({ bars: done, totalBars }) => tell({ done, total: totalBars }),
    now: () => performance.now(),
  });
  holdTrades({ trades: result.trades, inputs });
  const shown = resultJson(result, { points: request.points });
  return { result: shown, totalMs: performance.now() - began };
}

function answer(request: TabRequest, control: Control): Promise<TabAnswers[keyof TabAnswers]> {
  switch (request.kind) {
    case "openFiles":
      return openFiles(request.files, control);
    case "openColumns":
      return openColumns(request);
    case "openSample":
      return Promise.resolve(openSample(request.bars, request.seed));
    case "run":
      return run(request, control);
    case "envelope":
      return envelope({
        ...inputsIn(request.range),
        config: request.config,
        signal: control.signal,
        onProgress: ({ bars, totalBars }) => control.tell({ done: bars, total: totalBars }),
      });
    default:
      return answerTrades(request);
  }
}

function errorOf(error: unknown): TabError {
  if (error instanceof PerpmillError) {
    const { code, detail, hint, where } = error;
    return { code, message: detail, hint, field: where.field ?? null };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: "INTERNAL", message, hint: null, field: null };
}

async function call(id: number, request: TabRequest): Promise<void> {
  const control = new AbortController();
  running.set(id, control);
  try {
    const tell = (progress: TabProgress) => post({ type: "progress", id, progress });
    // async, so that what is thrown at once is told like everything else
    const value = await (async () => answer(request, { signal: control.signal, tell }))();
    post({ type: "done", id, value });
  } catch (error) {
    post({ type: "failed", id, error: errorOf(error) });
  } finally {
    running.delete(id);
  }
}

self.addEventListener("message", ({ data }: MessageEvent<ToTab>) => {
  if (data.type === "cancel") running.get(data.id)?.abort();
  else void call(data.id, data.request);
});
