/** A made-up market at one click, for those who have no data yet: `app.data.sample`. */
import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { SampleBody } from "../../../schemas/data.js";
import type { Pool } from "../jobs/job-types.js";
import type { Intake } from "./intake.js";
import type { Viewer } from "./viewer.js";

export interface SampleParts {
  readonly pool: Pool;
  readonly intake: Intake;
  /** folder that the file is written in first, made when missing */
  readonly folder: string;
}

const SYMBOL = "SAMPLEUSDT";

/**
 * Makes the bars and brings them in as a data set of the caller's.
 * @returns its id
 * @throws QUEUE_FULL and what the pool and `Intake.bring` throw
 */
export async function makeSample(
  { pool, intake, folder }: SampleParts,
  { seed = 1, bars = 100_000, name }: SampleBody,
  viewer: Viewer,
): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const out = join(folder, `${randomUUID()}.csv`);
  const ownerId = viewer.userId;
  try {
    const { bytes } = await pool.call(
      { kind: "sample", seed, bars, symbol: SYMBOL, out },
      { ownerId },
    );
    const file = { name: `${SYMBOL}-1m-seed-${seed}.csv`, chunks: createReadStream(out) };
    return await intake.bring(
      {
        ownerId,
        origin: "synthetic",
        files: [file],
        totalBytes: bytes,
        limitBytes: bytes,
      },
      { name: name ?? `Synthetic market, seed ${seed}`, kind: "last", symbol: SYMBOL },
    );
  } finally {
    await rm(out, { force: true });
  }
}
