/** Points of one configuration's parameters to rows: through a store where it has them, else a pool. */
import { normaliseConfig } from "../config/normalise.js";
import type { NormalisedConfig } from "../config/types.js";
import { PerpmillError } from "../errors.js";
import { throwIfAborted } from "../runs/drive-run.js";
import { type WalkReason, walkReason } from "../runs/many-runs.js";
import { callbackOf } from "../strategies/user-strategy.js";
import { limitedConfig, refusedRow } from "./evaluate-row.js";
import { wantedFor } from "./metric-columns.js";
import type { SweepPool } from "./pool.js";
import type { RowResult, RowRules } from "./protocol.js";
import { commonKey, rowKey, sweepKey } from "./row-key.js";
import type { Point } from "./samplers/samplers.js";
import { configAt } from "./set-point.js";
import type { OpenSweepStore, SweepStore } from "./sweep-options.js";

/** Rows that a thread is given at once: enough to hide the posting, few enough to end together. */
const ROWS_AT_ONCE = 8;
/** Batches under way for each thread, so that none waits for the next. */
const BATCHES_AHEAD = 2;

/** What points are run on, and how. */
export interface PointRunsOptions {
  readonly pool: SweepPool;
  /** what the points do not name */
  readonly base: NormalisedConfig;
  readonly paths: readonly string[];
  readonly rules: RowRules;
  readonly store: OpenSweepStore | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Rows that follow each other, `reused` of them known from before. */
export interface DoneRows {
  /** index of the first */
  readonly first: number;
  readonly results: readonly RowResult[];
  readonly reused: number;
}

/** A row on its way. */
interface Row {
  readonly config: NormalisedConfig | null;
  readonly key: string | null;
  /** what is known without running it */
  readonly known: RowResult | null;
}

/** A store that is open, and what its keys have in common. */
interface Kept {
  readonly common: string;
  readonly store: SweepStore;
}

async function openKept({
  pool,
  base,
  paths,
  rules,
  store,
}: PointRunsOptions): Promise<Kept | null> {
  // A strategy in TypeScript has no version that a key could hold.
  if (store === undefined || callbackOf(pool.inputs.userStrategy ?? null) !== null) return null;
  const common = await commonKey(pool.inputs, rules.metrics);
  return { common, store: await store(await sweepKey(common, base, paths)) };
}

/** Returns as a store gives them back that keeps rows as JSON, too. */
function returnsOf(kept: RowResult["dailyReturns"] | undefined): Float32Array | null {
  if (kept == null || kept instanceof Float32Array) return kept ?? null;
  return Float32Array.from(Object.values<number>(kept));
}

/** A row of before; null when it has not all that is wanted: one that ran without its returns. */
async function knownRow(
  store: SweepStore,
  key: string,
  rules: RowRules,
): Promise<RowResult | null> {
  const kept = await store.get(key);
  if (kept === null) return null;
  const dailyReturns = returnsOf(kept.dailyReturns);
  const lacks = rules.dailyReturns && dailyReturns === null && kept.outcome !== "refused";
  return lacks ? null : { ...kept, dailyReturns };
}

export class PointRuns {
  /** rows of which every bar must be walked, by reason */
  readonly walked: Partial<Record<WalkReason, number>> = {};
  /** the different parts of the data that rows were run on */
  readonly windows = new Set<string>();
  readonly #options: PointRunsOptions;
  readonly #kept: Kept | null;

  private constructor(options: PointRunsOptions, kept: Kept | null) {
    this.#options = options;
    this.#kept = kept;
  }

  /** To be closed at the end. @throws what the store throws */
  static async open(options: PointRunsOptions): Promise<PointRuns> {
    return new PointRuns(options, await openKept(options));
  }

  async close(): Promise<void> {
    await this.#kept?.store.close?.();
  }

  /**
   * Runs points, some at a time on each thread. At the first failure the rest is cancelled, so that the
   * pool is free again.
   * @param onDone called as rows are done, in any order; waited for
   * @param base instead of that of all: the same but for fields that no point names
   * @throws ABORTED, SWEEP_FAILED. A configuration that cannot be run is a row of the outcome `refused`
   */
  async run(
    points: readonly Point[],
    onDone: (rows: DoneRows) => void | Promise<void>,
    base: NormalisedConfig = this.#options.base,
  ): Promise<void> {
    const { pool, signal } = this.#options;
    const lanes = Math.max(1, pool.workers) * BATCHES_AHEAD;
    const size = Math.max(1, Math.min(ROWS_AT_ONCE, Math.ceil(points.length / (lanes * 4))));
    const failures: unknown[] = [];
    let next = 0;
    const lane = async () => {
      while (next < points.length && failures.length === 0) {
        throwIfAborted({ signal });
        const first = next;
        next += size;
        await onDone({ first, ...(await this.#batch(points.slice(first, first + size), base)) });
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
    await Promise.all(Array.from({ length: lanes }, guarded));
    if (failures.length > 0) throw failures[0];
  }

  async #batch(points: readonly Point[], base: NormalisedConfig) {
    const { pool, rules } = this.#options;
    const rows = await Promise.all(points.map((point) => this.#row(point, base)));
    const asked = rows.flatMap(({ config, known }) =>
      known === null && config !== null ? [config] : [],
    );
    const ran = asked.length === 0 ? [] : await pool.run(asked, rules);
    let next = 0;
    const results: RowResult[] = [];
    for (const { key, known } of rows) {
      const result = known ?? ran[next++];
      results.push(result);
      if (known === null && key !== null) await this.#kept?.store.put(key, result);
    }
    const reused = rows.filter(({ known, config }) => known !== null && config !== null).length;
    return { results, reused };
  }

  async #row(point: Point, base: NormalisedConfig): Promise<Row> {
    const { pool, paths, rules } = this.#options;
    const { bars, funding, userStrategy } = pool.inputs;
    let config: NormalisedConfig;
    try {
      config = normaliseConfig(configAt(base, paths, point), {
        intervalMs: bars.intervalMs,
        hasFundingFile: funding != null,
        strategies: userStrategy == null ? [] : [userStrategy.descriptor],
      });
    } catch (error) {
      if (!(error instanceof PerpmillError)) throw error;
      return { config: null, key: null, known: refusedRow(rules.metrics, error) };
    }
    const reason = walkReason(config, pool.inputs.mark != null, wantedFor(rules.metrics));
    if (reason !== null) this.walked[reason] = (this.walked[reason] ?? 0) + 1;
    this.windows.add(JSON.stringify(config.data));
    if (this.#kept === null) return { config, key: null, known: null };
    const limited = limitedConfig(config, rules.giveUpDrawdown);
    const key = await rowKey(this.#kept.common, limited, rules.metrics);
    return { config, key, known: await knownRow(this.#kept.store, key, rules) };
  }
}
