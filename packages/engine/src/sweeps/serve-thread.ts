/** The thread's side of a sweep: runs the jobs that it is posted, one after another. */
import { PerpmillError } from "../errors.js";
import { takeSharedBars } from "../runs/bar-memory.js";
import type { RunControl } from "../runs/drive-run.js";
import { ManyRuns } from "../runs/many-runs.js";
import { evaluateRow } from "./evaluate-row.js";
import { postError } from "./posted-error.js";
import type { FromThread, RowResult, ThreadJob, ThreadSetup, ToThread } from "./protocol.js";

/** Bars between two looks at messages, where there is no shared memory to cancel by. */
const MESSAGE_BARS = 200_000;

interface Market {
  readonly runs: ManyRuns;
  readonly cancelled: Int32Array | null;
}

function openMarket({ shared, inputs, cancelled }: ThreadSetup): Market {
  const bars = shared === null ? inputs.bars : takeSharedBars(shared);
  return { runs: new ManyRuns({ ...inputs, bars }), cancelled };
}

/**
 * Answers messages.
 * @param post to the sweep
 * @returns what takes a message of the sweep
 */
export function serveThread(post: (message: FromThread) => void): (message: ToThread) => void {
  let market: Market | null = null;
  let unwanted = 0;
  let last: Promise<void> = Promise.resolve();

  function controlOf(job: ThreadJob, flag: Int32Array | null): RunControl {
    const cancelled = () =>
      unwanted >= job.id || (flag !== null && Atomics.load(flag, 0) >= job.id);
    if (flag !== null) return { cancelled };
    return { cancelled, onProgress: () => {}, signal: NEVER, pauseBars: () => MESSAGE_BARS };
  }

  async function work(job: ThreadJob): Promise<void> {
    try {
      if (market === null)
        throw new PerpmillError("SWEEP_FAILED", { message: "a thread has no bars" });
      const control = controlOf(job, market.cancelled);
      const rows: RowResult[] = [];
      for (const config of job.configs) {
        rows.push(await evaluateRow(market.runs, config, job, control));
      }
      post({ type: "done", id: job.id, rows });
    } catch (error) {
      post({ type: "failed", id: job.id, error: postError(error) });
    }
  }

  return (message) => {
    switch (message.type) {
      case "setup":
        market?.runs.close();
        market = openMarket(message.setup);
        break;
      case "cancel":
        unwanted = message.upTo;
        break;
      case "job":
        last = last.then(() => work(message.job));
    }
  };
}

/** Makes a run pause so that messages come through; aborts never by itself. */
const NEVER = new AbortController().signal;
