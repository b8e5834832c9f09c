/** Whether a configuration is to be trusted: everything that can be asked of it, the weakest answer first. */
import type { NormalisedConfig } from "../config/types.js";
import { PerpmillError } from "../errors.js";
import { openTimeMs } from "../market-data/bars.js";
import { sliceBars } from "../market-data/views.js";
import { throwIfAborted } from "../runs/drive-run.js";
import { ownStrategy } from "../runs/prepare.js";
import { SweepPool } from "../sweeps/pool.js";
import type { RowResult } from "../sweeps/protocol.js";
import type { ThreadPlatform } from "../sweeps/threads.js";
import { overallGrade, weakestFirst } from "./findings.js";
import { type TrustRow, trustRow } from "./headlines.js";
import { PartRuns } from "./part-runs.js";
import { bootstrapFinding, bootstrapOf } from "./parts/bootstrap.js";
import { fillSpread, fillsFinding } from "./parts/fills.js";
import { forwardFinding, forwardTest } from "./parts/forward.js";
import { luckPartFinding, trustLuck } from "./parts/luck.js";
import { neighbourhoodFinding, neighbourhoodOf } from "./parts/neighbourhood.js";
import type { TrustBasis } from "./parts/part.js";
import { pathSpreads, pathsFinding } from "./parts/paths.js";
import { runFinding } from "./parts/run.js";
import { startsFinding, startsOf } from "./parts/starts.js";
import { type StressVariant, scaledFunding, stressFinding, stressOf } from "./parts/stress.js";
import { checkOthers, transferConfig, transferFinding, transferRow } from "./parts/transfer.js";
import type {
  OtherMarket,
  TransferRow,
  TrustOptions,
  TrustRequest,
  TrustVerdict,
} from "./trust-options.js";
import { trustPlan } from "./trust-plan.js";
import { configFor } from "./variant-runs.js";

function invalid(field: string, message: string, hint: string): PerpmillError {
  return new PerpmillError("TRUST_INVALID", { message, where: { field }, hint });
}

/** @throws TRUST_INVALID */
function checkRequest({ tried, seed = 0, others = [] }: TrustRequest): number {
  if (tried !== undefined && !(Number.isSafeInteger(tried) && tried >= 1)) {
    throw invalid(
      "tried",
      `tried must be a whole number of 1 or more, got ${tried}`,
      "1 is this configuration alone.",
    );
  }
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw invalid(
      "seed",
      `seed must be a whole number from 0 to 2^53 - 1, got ${seed}`,
      "Leave it out for 0.",
    );
  }
  checkOthers(others);
  return seed;
}

/** Variants under harder funding run on a market with that funding. */
async function stressRows(
  pool: SweepPool,
  runs: PartRuns,
  variants: readonly StressVariant[],
): Promise<readonly TrustRow[]> {
  const rows = new Map<StressVariant, RowResult>();
  for (const factor of new Set(variants.map(({ fundingFactor }) => fundingFactor))) {
    const part = variants.filter(({ fundingFactor }) => fundingFactor === factor);
    const configs = part.map(({ config }) => config);
    const { funding } = pool.inputs;
    const ran =
      factor === 1 || funding == null
        ? await runs.run(pool, configs)
        : await runs.runOn(pool, { funding: scaledFunding(funding, factor) }, configs);
    part.forEach((variant, at) => {
      rows.set(variant, ran[at]);
    });
  }
  return variants.flatMap((variant) => {
    const row = rows.get(variant);
    return row === undefined ? [] : [trustRow(row)];
  });
}

async function transferRows(
  pool: SweepPool,
  runs: PartRuns,
  config: NormalisedConfig,
  others: readonly OtherMarket[],
): Promise<readonly TransferRow[]> {
  const { bars, userStrategy } = pool.inputs;
  const strategies = userStrategy == null ? [] : [userStrategy.descriptor];
  const rows: TransferRow[] = [];
  for (const other of others) {
    const moved = transferConfig(config, bars, other, strategies);
    const { mark = null, funding = null } = other;
    const [row] = await runs.runOn(pool, { bars: other.bars, mark, funding }, [moved.config]);
    const { symbol } = moved.config.instrument;
    rows.push(transferRow(other, symbol, moved.withoutFunding, trustRow(row)));
  }
  return rows;
}

/** The run that all others are compared with. @throws TRUST_INVALID: it cannot be run */
async function ownRun(pool: SweepPool, runs: PartRuns, config: NormalisedConfig) {
  runs.enter("run");
  const [row] = await runs.run(pool, [config]);
  if (row.dailyReturns === null) {
    throw invalid(
      "config",
      `the configuration cannot be run: ${row.problem}`,
      "Correct what it says.",
    );
  }
  return { run: trustRow(row), returns: row.dailyReturns };
}

function planOf(pool: SweepPool, basis: TrustBasis, { axes }: Pick<TrustRequest, "axes">) {
  const { bars, userStrategy } = pool.inputs;
  const strategies = userStrategy == null ? [] : [userStrategy.descriptor];
  const { start, end } = basis.config.data;
  const used = sliceBars(bars, start, end);
  const span = {
    firstMs: openTimeMs(used, 0),
    endMs: openTimeMs(used, used.count - 1) + used.intervalMs,
  };
  return trustPlan(basis, { axes, strategies, span, hasVolume: bars.volume !== null });
}

async function runOn(
  pool: SweepPool,
  request: Omit<TrustRequest, "config"> & { readonly config: unknown },
  seed: number,
  platform: ThreadPlatform,
): Promise<TrustVerdict> {
  const { signal, others = [] } = request;
  const config = configFor(request.config, pool.inputs);
  const basis: TrustBasis = { config, seed };
  const planned = planOf(pool, basis, request);
  const { neighbours, windows, assumptions, variants } = planned;
  const runs = new PartRuns(request, platform);
  runs.expect(planned.runs + others.length);
  const { run, returns } = await ownRun(pool, runs, config);
  const rowsOf = async (part: "neighbourhood" | "fills" | "paths" | "starts") => {
    runs.enter(part);
    return (await runs.run(pool, variants[part])).map(trustRow);
  };
  const neighbourhood = neighbourhoodOf(neighbours, await rowsOf("neighbourhood"), run);
  const fills = fillSpread(assumptions, await rowsOf("fills"), run);
  const starts = startsOf(windows, await rowsOf("starts"), run);
  runs.enter("stress");
  const stress = stressOf(variants.stress, await stressRows(pool, runs, variants.stress), run);
  const pathRows = await rowsOf("paths");
  runs.enter("transfer");
  const transfer = await transferRows(pool, runs, config, others);
  runs.enter("bootstrap");
  const bootstrap = await bootstrapOf(returns, seed, { signal });
  runs.enter("forward");
  const forward = forwardTest(request.walkForward);
  runs.enter("luck");
  const luck = trustLuck(returns, request);
  const findings = weakestFirst([
    runFinding(run, returns.length),
    luckPartFinding(luck),
    forwardFinding(forward),
    neighbourhoodFinding(neighbourhood, run),
    stressFinding(stress, run),
    fillsFinding(fills, run),
    pathsFinding(pathRows, run),
    bootstrapFinding(bootstrap, returns.length),
    startsFinding(starts, returns.length),
    transferFinding(transfer, run),
  ]);
  const paths = pathSpreads(pathRows, run);
  return {
    config,
    grade: overallGrade(findings),
    findings,
    run,
    parts: { luck, forward, neighbourhood, stress, fills, paths, bootstrap, starts, transfer },
    runs: runs.done,
    seed,
    workers: pool.workers,
    sharedMemory: pool.sharesMemory,
  };
}

/**
 * Examines a configuration: its neighbourhood, other days in its place, other paths and fills on the
 * same bars, other beginnings, a worse exchange, other markets, and luck. The same whatever the number
 * of threads.
 * @throws TRUST_INVALID; as `backtest`; SWEEP_INVALID for axes; SWEEP_FAILED, ABORTED
 */
export async function trustOn(
  options: TrustOptions,
  platform: ThreadPlatform,
): Promise<TrustVerdict> {
  const { pool, workers, bars, mark, funding, userStrategy: given, ...asked } = options;
  throwIfAborted({ signal: asked.signal });
  const seed = checkRequest(asked);
  const { named, own: userStrategy } = ownStrategy({ config: asked.config, userStrategy: given });
  const request = { ...asked, config: named };
  if (pool !== undefined) return runOn(pool, request, seed, platform);
  const own = new SweepPool({ bars, mark, funding, userStrategy, workers }, platform);
  try {
    return await runOn(own, request, seed, platform);
  } finally {
    own.close();
  }
}
