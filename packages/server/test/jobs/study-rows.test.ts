/** Rows of a study as a process gives them. */
import { planStudyRows } from "@perpmill/engine";
import { afterAll, expect, test } from "vitest";
import type { RunTask, Task, TaskResult } from "../../src/workers/protocol.js";
import { runTask } from "../../src/workers/run-task.js";
import type { GivenRow } from "../../src/workers/study-tasks.js";
import { WarmData } from "../../src/workers/warm-data.js";
import { makeWorkplace } from "./tasks.fixture.js";

const work = makeWorkplace();
afterAll(() => work.remove());

function done(task: Task, warm: WarmData, given: GivenRow[] = []): Promise<TaskResult> {
  return runTask(task, {
    signal: new AbortController().signal,
    warm,
    tell: () => undefined,
    giveRows: async (rows) => void given.push(...rows),
    givePart: async () => undefined,
    modules: { step: () => undefined, over: () => undefined },
    nowMs: () => 0,
    steadyMs: () => performance.now(),
  });
}

test("rows of a study are given as they come, those that are asked for, on a market that stays warm", async () => {
  const { places, data, config } = work.shortRun;
  const axes = [{ path: "strategy.bidSpread", values: [0.0005, 0.001, 0.002, 0.004] }];
  const context = { intervalMs: 60_000, hasFundingFile: false };
  const { points, ...recipe } = planStudyRows({ kind: "sweep", config, axes }, context);
  const asked = [3, 1].map((index) => ({ index, point: points[index] ?? [] }));
  const given: GivenRow[] = [];
  const warm = new WarmData(2 ** 28);
  const task = { kind: "study-rows", places, data, strategy: null, recipe, rows: asked } as const;
  expect(await done(task, warm, given)).toEqual({ kind: "study-rows", rows: 2 });
  expect(given.map(({ index }) => index)).toEqual([3, 1]);
  const { result } = (await done(work.shortRun, warm)) as TaskResult<RunTask>;
  const { metrics } = recipe.rules;
  expect(given[1]?.row.cells[metrics.indexOf("sharpe")]).toBe(result.sharpe);
  expect(given[1]?.row.dailyReturns).toHaveLength(14);
  const again: GivenRow[] = [];
  await done(task, warm, again);
  expect(again).toEqual(given);
});
