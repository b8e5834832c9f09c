import { expect, test, vi } from "vitest";
import { isGivenUp, type Pace, RunQueue } from "./run-queue";

/** A queue whose runs take a given time of a clock that the test turns. */
function queueOf(runMs: number) {
  vi.useFakeTimers();
  const began: { pace: Pace; of: number }[] = [];
  const shown: number[] = [];
  const cancelled: number[] = [];
  let version = 0;
  const queue = new RunQueue({
    ready: () => true,
    now: () => Date.now(),
    restMs: 400,
    run: (pace, signal) => {
      const of = version;
      began.push({ pace, of });
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          shown.push(of);
          resolve(true);
        }, runMs);
        signal.addEventListener("abort", () => {
          clearTimeout(timer);
          cancelled.push(of);
          resolve(false);
        });
      });
    },
  });
  const move = () => {
    version++;
    void queue.ask("quick");
  };
  return { queue, began, shown, cancelled, move, version: () => version };
}

test.each([
  20, 60, 100, 400,
])("a slider that never rests has a curve all the time, in order, with runs of %i ms", async (runMs) => {
  const { shown, move, version } = queueOf(runMs);
  const seconds = 4;
  for (let at = 0; at < seconds * 1000; at += 16) {
    move();
    await vi.advanceTimersByTimeAsync(16);
  }
  expect(shown.length).toBeGreaterThan((seconds * 1000) / (1.3 * runMs + 48));
  await vi.advanceTimersByTimeAsync(2 * runMs);
  expect(shown).toEqual([...shown].sort((a, b) => a - b));
  expect(shown.at(-1)).toBe(version());
  vi.useRealTimers();
});

test("a run that has only begun makes way, one that is under way ends", () => {
  const quick = { pace: "quick", expected: 100 } as const;
  expect(isGivenUp({ ...quick, waiting: 10 })).toBe(true);
  expect(isGivenUp({ ...quick, waiting: 30 })).toBe(false);
  expect(isGivenUp({ ...quick, waiting: 10, expected: null })).toBe(false);
  expect(isGivenUp({ ...quick, waiting: 90, pace: "full" })).toBe(true);
});

test("after a rest the whole run follows, and a change cancels it at once", async () => {
  const { began, cancelled, shown, move } = queueOf(50);
  move();
  await vi.advanceTimersByTimeAsync(460);
  expect(began.map(({ pace }) => pace)).toEqual(["quick", "full"]);
  move();
  await vi.advanceTimersByTimeAsync(60);
  expect(cancelled).toEqual([1]);
  expect(began.map(({ pace }) => pace)).toEqual(["quick", "full", "quick"]);
  expect(shown).toEqual([1, 2]);
  vi.useRealTimers();
});

test("when it is stopped nothing follows", async () => {
  const { queue, began, shown, move } = queueOf(50);
  move();
  await vi.advanceTimersByTimeAsync(60);
  move();
  move();
  queue.stop();
  await vi.advanceTimersByTimeAsync(2000);
  expect(began).toHaveLength(2);
  expect(shown).toHaveLength(1);
  vi.useRealTimers();
});
