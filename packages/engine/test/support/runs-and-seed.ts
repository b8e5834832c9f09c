/** How many cases the random tests draw, and from which seed. Both are printed, so that any run can be had again. */
import type fc from "fast-check";

const SEED = Number(process.env.FC_SEED ?? 20_240_229);

/**
 * Parameters of `fc.assert`.
 * @param name printed with the seed
 * @param runs cases drawn; the environment variable FC_RUNS replaces the number of the largest
 * properties and scales the others with it
 */
export function drawn<T>(
  name: string,
  runs: number,
  extra: fc.Parameters<T> = {},
): fc.Parameters<T> {
  const asked = process.env.FC_RUNS;
  const numRuns =
    asked === undefined ? runs : Math.max(1, Math.round((runs * Number(asked)) / MOST_RUNS));
  console.log(`${name}: FC_SEED=${SEED}, ${numRuns} runs`);
  return { seed: SEED, numRuns, endOnFailure: false, ...extra };
}

/** Cases of the largest property; FC_RUNS counts against it. */
export const MOST_RUNS = 1_000;
