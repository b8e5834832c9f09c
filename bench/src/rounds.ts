/**
 * Times on a machine that others use too: the tasks take turns, several times over, so that a slow
 * minute slows all of them; the smallest time is the one with the least disturbance.
 */
import { Bench } from "tinybench";

export interface TimedTask {
  readonly name: string;
  /** does the work once. @returns ms, the set-up left out */
  run(): number;
}

export interface Times {
  readonly minMs: number;
  readonly medianMs: number;
  readonly samples: number;
}

function summary(samples: readonly number[]): Times {
  const sorted = samples.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const medianMs =
    sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { minMs: sorted[0], medianMs, samples: sorted.length };
}

/**
 * Runs every task twice a round, in the order given.
 * @returns times in the order of `tasks`
 * @throws what a task throws
 */
export async function measureInTurns(
  tasks: readonly TimedTask[],
  rounds: number,
): Promise<Times[]> {
  const samples: number[][] = tasks.map(() => []);
  for (let round = 0; round < rounds; round++) {
    const bench = new Bench({ iterations: 2, time: 0, warmup: false, throws: true });
    tasks.forEach(({ run }, index) => {
      // without `async` the task would be called once more, to see what it returns
      bench.add(
        `${index}`,
        () => {
          const overriddenDuration = run();
          samples[index].push(overriddenDuration);
          return { overriddenDuration };
        },
        { async: false },
      );
    });
    await bench.run();
  }
  return samples.map(summary);
}
