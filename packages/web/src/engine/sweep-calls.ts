/** Sweeps in the engine worker: on threads that stay warm as long as the market does. */
import {
  dataIdentity,
  openSweepPool,
  type RunInputs,
  type SweepPool,
  sweep,
  sweepRequestOf,
  sweepSize,
} from "@perpmill/engine";
import { sweepKeeper } from "./sweep-keeper";
import { RowParts } from "./sweep-parts";
import type {
  SweepPace,
  SweepPart,
  SweepTabRequest,
  TabSweep,
  TabSweepEnd,
} from "./sweep-protocol";

/** More threads bring little: they wait for the same memory. */
const THREADS_MAX = 8;
/** Every thread needs room for its runs beside the bars. */
const BARS_MAX = 10_000_000;
/** Rows that are tried for each thread, after one that warms it up. */
const TRIED_EACH = 3;

export type StudyMarket = Pick<RunInputs, "bars" | "mark" | "funding" | "userStrategy">;

let open: { readonly market: StudyMarket; readonly pool: SweepPool } | null = null;
/** ends with the call before: a pool works through one at a time */
let turn: Promise<unknown> = Promise.resolve();

function isSame(a: StudyMarket, b: StudyMarket): boolean {
  return (
    a.bars === b.bars &&
    a.mark === b.mark &&
    a.funding === b.funding &&
    a.userStrategy?.descriptor.id === b.userStrategy?.descriptor.id
  );
}

/** Ends the threads, and what they are at: their market is gone. */
export function dropSweepPool(): void {
  const pool = open?.pool;
  if (pool === undefined) return;
  open = null;
  pool.cancel();
  const close = () => pool.close();
  void turn.then(close, close);
}

/** A thread for runs. */
export function startThread(): Worker {
  return new Worker(new URL("./sweep-worker.ts", import.meta.url), {
    type: "module",
    name: "sweep",
  });
}

export function poolOf(market: StudyMarket): SweepPool {
  if (open !== null && isSame(open.market, market)) return open.pool;
  dropSweepPool();
  const { bars } = market;
  const workers =
    bars.count > BARS_MAX ? 1 : Math.min(THREADS_MAX, Math.max(1, navigator.hardwareConcurrency));
  const pool = openSweepPool({
    ...market,
    workers,
    startWorker: startThread,
  });
  open = { market, pool };
  return pool;
}

export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = turn.then(work, work);
  turn = mine;
  return mine;
}

const requestOf = (asked: TabSweep) => sweepRequestOf({ kind: "sweep", ...asked });

type Ask<K extends SweepTabRequest["kind"]> = Extract<SweepTabRequest, { kind: K }>;

/** Runs some of the rows, on all threads. */
async function probe(
  { sweep: asked }: Ask<"sweepProbe">,
  market: StudyMarket,
  signal: AbortSignal,
): Promise<SweepPace> {
  const pool = poolOf(market);
  const threads = Math.max(1, pool.workers);
  const run = (count: number, seed: number) =>
    sweep({
      ...requestOf(asked),
      pool,
      bars: market.bars,
      signal,
      sampler: { kind: "random", count, seed },
    });
  await run(threads, 1);
  const began = performance.now();
  const { table } = await run(threads * TRIED_EACH, 2);
  return { msPerRow: (performance.now() - began) / table.length, workers: pool.workers };
}

async function runSweep(
  { sweep: asked }: Ask<"sweep">,
  market: StudyMarket,
  signal: AbortSignal,
  tell: (part: SweepPart) => void,
): Promise<TabSweepEnd> {
  const began = performance.now();
  const pool = poolOf(market);
  const store = await sweepKeeper();
  const parts = new RowParts(tell);
  try {
    const {
      table: _rows,
      returns: _days,
      ...end
    } = await sweep({
      ...requestOf(asked),
      pool,
      bars: market.bars,
      signal,
      ...(store === null ? {} : { store }),
      onRows: (rows) => parts.rows(rows),
      onProgress: (progress) => parts.progress(progress),
    });
    const tookMs = performance.now() - began;
    return { ...end, tookMs, data: dataIdentity(market.bars), kept: store !== null };
  } finally {
    parts.end();
  }
}

/** Throws PerpmillError. @param market is asked for by those that run something */
export async function answerSweep(
  request: SweepTabRequest,
  market: () => Promise<StudyMarket>,
  signal: AbortSignal,
  tell: (part: SweepPart) => void,
) {
  switch (request.kind) {
    case "sweepSize": {
      const { sweep: asked, strategy, intervalMs } = request;
      const strategies = strategy === null ? [] : [strategy.descriptor];
      return sweepSize(requestOf(asked), { intervalMs, strategies });
    }
    case "sweepProbe": {
      const inputs = await market();
      return inTurn(() => probe(request, inputs, signal));
    }
    case "sweep": {
      const inputs = await market();
      return inTurn(() => runSweep(request, inputs, signal, tell));
    }
  }
}
