/** Requests at a steady rate while two long runs compute. */
import autocannon from "autocannon";
import type { Client, User } from "./client.js";
import { longConfig } from "./configs.js";

const REQUESTS_PER_SECOND = 50;
/** Enough that two compute from the first request to the last. */
const LONG_RUNS = 30;

export interface RequestsReport {
  readonly seconds: number;
  readonly answered: number;
  /** of `answered`, those that are not 2xx */
  readonly refused: number;
  /** without an answer */
  readonly lost: number;
  readonly latencyMs: {
    readonly p50: number;
    readonly p90: number;
    readonly p99: number;
    readonly max: number;
  };
}

/** Queues long runs and waits until two of them compute. */
async function startLongRuns(client: Client, user: User, dataSetId: string): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < LONG_RUNS; index++) {
    const run = { dataSetId, config: longConfig(index), layer: "plain" } as const;
    ids.push(await client.startRun(user, run));
  }
  while ((await running(client, user)) < 2) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return ids;
}

async function running(client: Client, user: User): Promise<number> {
  return (await client.runs(user)).filter(({ state }) => state === "running").length;
}

/**
 * Asks for the list of runs, 50 times a second. The long runs are left in the queue.
 * @throws Error when they were over before the last request
 */
export async function measureRequests(
  client: Client,
  user: User,
  dataSetId: string,
  seconds: number,
): Promise<{ readonly report: RequestsReport; readonly longRuns: readonly string[] }> {
  const longRuns = await startLongRuns(client, user, dataSetId);
  const result = await autocannon({
    url: client.url("/runs"),
    headers: { authorization: user.authorization },
    connections: 10,
    overallRate: REQUESTS_PER_SECOND,
    duration: seconds,
  });
  const left = (await client.runs(user)).filter(({ state }) => state === "queued");
  if (left.length === 0) throw new Error("the long runs were over too early");
  const { latency } = result;
  const report: RequestsReport = {
    seconds,
    answered: result["2xx"] + result.non2xx,
    refused: result.non2xx,
    lost: result.errors + result.timeouts,
    latencyMs: { p50: latency.p50, p90: latency.p90, p99: latency.p99, max: latency.max },
  };
  return { report, longRuns };
}
