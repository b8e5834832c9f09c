/** The thread's side of a sweep: runs the jobs that it is posted, one after another. */
import { PerpmillError } from "../errors.js";
import { takeSharedBars } from "../runs/bar-memory.js";
import type { RunControl } from "../runs/drive-run.js";
import { ManyRuns } from "../runs/many-runs.js";
import type { UserStrategy } from "../strategies/user-strategy.js";
import { evaluateRows } from "./evaluate-row.js";
import { postError } from "./posted-error.js";
import type { FromThread, RowResult, ThreadJob, ThreadSetup, ToThread } from "./protocol.js";

/** Bars between two looks at messages, where there is no shared memory to cancel by. */
const MESSAGE_BARS = 200_000;

/** Makes a run pause so that messages come through; aborts never by itself. */
const NEVER = new AbortController().signal;

/** Loads a strategy in TypeScript from its file. */
export type LoadStrategy = (file: string) => Promise<UserStrategy>;

interface Market {
  readonly runs: ManyRuns;
  readonly cancelled: Int32Array | null;
}

async function openMarket(
  { shared, inputs, strategyFile, cancelled }: ThreadSetup,
  load: LoadStrategy | undefined,
): Promise<Market> {
  const bars = shared === null ? inputs.bars : takeSharedBars(shared);
  const own = strategyFile === null ? {} : { userStrategy: await load?.(strategyFile) };
  const marked = shared?.mark == null ? null : { bars, mark: shared.mark };
  return { runs: new ManyRuns({ ...inputs, ...own, bars }, marked), cancelled };
}

/** Runs until somebody no longer wants the job, asked by memory where that is shared. */
function controlOf(isUnwanted: () => boolean, flag: Int32Array | null, id: number): RunControl {
  if (flag !== null) return { cancelled: () => isUnwanted() || Atomics.load(flag, 0) >= id };
  const pauseBars = () => MESSAGE_BARS;
  return { cancelled: isUnwanted, onProgress: () => {}, signal: NEVER, pauseBars };
}

async function runJob(
  { runs, cancelled }: Market,
  job: ThreadJob,
  isUnwanted: () => boolean,
): Promise<readonly RowResult[]> {
  const control = controlOf(isUnwanted, cancelled, job.id);
  if (job.mark !== null) runs.giveMark(job.mark);
  return evaluateRows(runs, job.configs, job, control);
}

/** Posts to the sweep; what is in `moved` is the sweep's from then on, without a copy. */
export type PostToSweep = (message: FromThread, moved: ArrayBuffer[]) => void;

/** The memory of rows, which nobody else uses. */
function memoryOf(rows: readonly RowResult[]): ArrayBuffer[] {
  return rows.flatMap(({ dailyReturns }) =>
    dailyReturns?.buffer instanceof ArrayBuffer ? [dailyReturns.buffer] : [],
  );
}

/**
 * Answers messages.
 * @param load absent: strategies in TypeScript come with the setup or not at all
 * @returns what takes a message of the sweep
 */
export function serveThread(post: PostToSweep, load?: LoadStrategy): (message: ToThread) => void {
  let market: Promise<Market> = Promise.reject(
    new PerpmillError("SWEEP_FAILED", { message: "a thread was given work before its bars" }),
  );
  market.catch(() => {});
  let unwanted = 0;
  let last: Promise<void> = Promise.resolve();

  async function work(job: ThreadJob): Promise<void> {
    try {
      const rows = await runJob(await market, job, () => unwanted >= job.id);
      post({ type: "done", id: job.id, rows }, memoryOf(rows));
    } catch (error) {
      post({ type: "failed", id: job.id, error: postError(error) }, []);
    }
  }

  return (message) => {
    switch (message.type) {
      case "setup":
        market = openMarket(message.setup, load);
        // It is told with the first job.
        market.catch(() => {});
        break;
      case "cancel":
        unwanted = message.upTo;
        break;
      case "job":
        last = last.then(() => work(message.job));
    }
  };
}
