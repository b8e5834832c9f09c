/** The runs of a verdict, part by part. */
import { SweepPool } from "../sweeps/pool.js";
import type { RowResult } from "../sweeps/protocol.js";
import type { ThreadPlatform } from "../sweeps/threads.js";
import type { TrustPart } from "./findings.js";
import type { TrustRequest } from "./trust-options.js";
import { runVariants } from "./variant-runs.js";

/** Runs the parts one after another and tells how far it is. */
export class PartRuns {
  done = 0;
  #total = 0;
  #part: TrustPart = "run";
  readonly #request: Pick<TrustRequest, "signal" | "onProgress">;
  readonly #platform: ThreadPlatform;

  constructor(request: Pick<TrustRequest, "signal" | "onProgress">, platform: ThreadPlatform) {
    this.#request = request;
    this.#platform = platform;
  }

  expect(total: number): void {
    this.#total = total;
  }

  enter(part: TrustPart): void {
    this.#part = part;
    this.#tell();
  }

  #tell(): void {
    this.#request.onProgress?.({ part: this.#part, done: this.done, total: this.#total });
  }

  run(pool: SweepPool, variants: readonly unknown[]): Promise<readonly RowResult[]> {
    const { signal } = this.#request;
    const onRows = (count: number) => {
      this.done += count;
      if (count > 0) this.#tell();
    };
    return pool.during(signal, () => runVariants(pool, variants, { signal, onRows }));
  }

  /** On another market than that of the pool, with one thread where the pool has threads. */
  async runOn(
    pool: SweepPool,
    market: Partial<SweepPool["inputs"]>,
    variants: readonly unknown[],
  ): Promise<readonly RowResult[]> {
    const workers = Math.min(1, pool.workers);
    const other = new SweepPool({ ...pool.inputs, ...market, workers }, this.#platform);
    try {
      return await this.run(other, variants);
    } finally {
      other.close();
    }
  }
}
