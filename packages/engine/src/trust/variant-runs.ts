/** Variants of a configuration to rows, on the threads of a pool. */
import { normaliseConfig } from "../config/normalise.js";
import type { NormalisedConfig } from "../config/types.js";
import { PerpmillError } from "../errors.js";
import { throwIfAborted } from "../runs/drive-run.js";
import type { ManyRunsInputs } from "../runs/many-runs.js";
import { refusedRow } from "../sweeps/evaluate-row.js";
import type { SweepPool } from "../sweeps/pool.js";
import type { RowResult } from "../sweeps/protocol.js";
import { TRUST_METRICS } from "./headlines.js";

/** Rows that a thread is given at once: few, so that all end together. */
const ROWS_AT_ONCE = 3;
/** Batches under way for each thread, so that none waits for the next. */
const BATCHES_AHEAD = 2;

/** A configuration checked against the market it is run on. */
export function configFor(config: unknown, inputs: ManyRunsInputs): NormalisedConfig {
  const { bars, funding, userStrategy } = inputs;
  return normaliseConfig(config, {
    intervalMs: bars.intervalMs,
    hasFundingFile: funding != null,
    strategies: userStrategy == null ? [] : [userStrategy.descriptor],
  });
}

function readOrRefused(variant: unknown, inputs: ManyRunsInputs): NormalisedConfig | RowResult {
  try {
    return configFor(variant, inputs);
  } catch (error) {
    if (!(error instanceof PerpmillError)) throw error;
    return refusedRow(TRUST_METRICS, error);
  }
}

/** How variants are run. */
export interface VariantControl {
  readonly signal: AbortSignal | undefined;
  /** called as rows are done, with how many */
  readonly onRows: (count: number) => void;
}

/**
 * Runs configurations in any order and gives their rows in that of the configurations. At the first
 * failure the rest is cancelled, so that the pool is free again.
 * @param variants unchecked; one that cannot be run is a row of the outcome `refused`
 * @throws ABORTED, SWEEP_FAILED
 */
export async function runVariants(
  pool: SweepPool,
  variants: readonly unknown[],
  { signal, onRows }: VariantControl,
): Promise<readonly RowResult[]> {
  const read = variants.map((variant) => readOrRefused(variant, pool.inputs));
  const rows: (RowResult | undefined)[] = read.map((one) => ("outcome" in one ? one : undefined));
  const asked = read.flatMap((one, at) => ("outcome" in one ? [] : [{ at, config: one }]));
  onRows(variants.length - asked.length);
  const rules = { metrics: TRUST_METRICS, giveUpDrawdown: null, dailyReturns: true };
  const failures: unknown[] = [];
  let next = 0;
  const lane = async () => {
    while (next < asked.length && failures.length === 0) {
      throwIfAborted({ signal });
      const batch = asked.slice(next, next + ROWS_AT_ONCE);
      next += batch.length;
      const done = await pool.run(
        batch.map(({ config }) => config),
        rules,
      );
      batch.forEach(({ at }, place) => {
        rows[at] = done[place];
      });
      onRows(batch.length);
    }
  };
  const guarded = async () => {
    try {
      await lane();
    } catch (error) {
      failures.push(error);
      pool.cancel();
    }
  };
  const lanes = Math.max(1, pool.workers) * BATCHES_AHEAD;
  await Promise.all(Array.from({ length: lanes }, guarded));
  if (failures.length > 0) throw failures[0];
  return rows.flatMap((row) => row ?? []);
}
