/** The engine in a worker of the tab: the same library that Node runs, on bars that it keeps. */
import {
  barsOfColumns,
  type ConfigInput,
  openBars,
  type RunInputs,
  syntheticBars,
  syntheticFunding,
} from "@perpmill/engine";
import { takesFunding } from "./config-issues";
import { holdWindow } from "./held-window";
import { answerKlines } from "./klines";
import { coverageIn, factsOf, type Market, withBeside } from "./market";
import { placeBars } from "./placed-bars";
import type {
  BarsFacts,
  FromTab,
  TabAnswers,
  TabProgress,
  TabRequest,
  TabStrategy,
  ToTab,
} from "./protocol";
import { riskInTab } from "./risk-calls";
import { answerStudy } from "./study-calls";
import type { TabParts } from "./study-protocol";
import { answerSweep, dropSweepPool } from "./sweep-calls";
import { envelopeInTab } from "./tab-envelope";
import { errorOf } from "./tab-errors";
import { type CallControl, runInTab } from "./tab-run";
import { answerTrades, holdTrades } from "./trades-calls";
import { userStrategy } from "./user-modules";

let market: Market | null = null;
const running = new Map<number, AbortController>();
/** by which runs that do not pause are cancelled; null: by messages alone */
let flags: Int32Array | null = null;

function post(message: FromTab): void {
  self.postMessage(message);
}

/** What was of the bars that are about to make way. */
function forgetMarket(): void {
  holdTrades(null);
  holdWindow(null);
  dropSweepPool();
}

async function openFiles(
  files: readonly File[],
  { signal, tell }: CallControl,
): Promise<BarsFacts> {
  const bars = await openBars([...files], {
    signal,
    onProgress: ({ bytes, totalBytes }) => tell({ done: bytes, total: totalBytes }),
  });
  forgetMarket();
  market = { bars: placeBars(bars), mark: null, funding: null };
  return factsOf(market);
}

async function openColumns({
  columns,
  name,
  synthetic,
}: Extract<TabRequest, { kind: "openColumns" }>): Promise<BarsFacts> {
  const bars = await barsOfColumns(new Uint8Array(await columns.arrayBuffer()));
  const named = { ...bars, source: { ...bars.source, name, synthetic } };
  forgetMarket();
  market = { bars: placeBars(named), mark: null, funding: null };
  return factsOf(market);
}

function openSample(count: number, seed: number): BarsFacts {
  const bars = syntheticBars({ seed, bars: count });
  forgetMarket();
  market = { bars: placeBars(bars), mark: null, funding: syntheticFunding({ seed, bars }) };
  return factsOf(market);
}

/** The market that is open. */
function opened(): Market {
  if (market === null) throw new Error("no bars are open");
  return market;
}

/** What a configuration is run on: rates that its mode does not take are left out. */
async function inputsOf({
  config,
  strategy,
}: {
  readonly config: ConfigInput;
  readonly strategy: TabStrategy | null;
}): Promise<RunInputs> {
  const own = await userStrategy(strategy);
  const { bars, mark, funding } = opened();
  return { bars, mark, funding: takesFunding(config) ? funding : null, config, userStrategy: own };
}

async function changeBeside(change: Promise<Market>): Promise<BarsFacts> {
  market = await change;
  return factsOf(market);
}

async function answer(
  request: TabRequest,
  control: CallControl,
  tellPart: (part: TabParts[keyof TabParts]) => void,
): Promise<TabAnswers[keyof TabAnswers]> {
  switch (request.kind) {
    case "openFiles":
      return openFiles(request.files, control);
    case "openColumns":
      return openColumns(request);
    case "openSample":
      return openSample(request.bars, request.seed);
    case "openBeside":
      return changeBeside(withBeside(opened(), request.series, request.files, control));
    case "dropBeside":
      return changeBeside(Promise.resolve({ ...opened(), [request.series]: null }));
    case "coverage":
      return coverageIn(opened());
    case "klines":
    case "klineBeside":
    case "runWindow":
    case "dayStats":
      return answerKlines(opened(), request);
    case "run":
      return runInTab(request, await inputsOf(request), control);
    case "envelope":
      return envelopeInTab(await inputsOf(request), control);
    case "risk":
      return riskInTab(await inputsOf(request), control);
    case "sweepSize":
    case "sweepProbe":
    case "sweep": {
      const { config } = request.sweep;
      const inputs = () => inputsOf({ config, strategy: request.strategy });
      return answerSweep(request, inputs, control.signal, tellPart);
    }
    case "search":
    case "folds":
    case "splits":
    case "trust": {
      const { study, strategy } = request;
      const inputs = await inputsOf({ config: study.config, strategy });
      return answerStudy(request, inputs, control.signal, tellPart);
    }
    default:
      return answerTrades(request, control.signal);
  }
}

async function call(id: number, request: TabRequest): Promise<void> {
  const control = new AbortController();
  running.set(id, control);
  try {
    const { signal } = control;
    const tell = (progress: TabProgress) => post({ type: "progress", id, progress });
    const flag = flags === null ? null : { flags, id };
    const tellPart = (part: TabParts[keyof TabParts]) => post({ type: "part", id, part });
    const value = await answer(request, { signal, flag, tell }, tellPart);
    post({ type: "done", id, value });
  } catch (error) {
    post({ type: "failed", id, error: errorOf(error) });
  } finally {
    running.delete(id);
  }
}

self.addEventListener("message", ({ data }: MessageEvent<ToTab>) => {
  if (data.type === "cancel") running.get(data.id)?.abort();
  else if (data.type === "flags") flags = data.flags;
  else void call(data.id, data.request);
});
