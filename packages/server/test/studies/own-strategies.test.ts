/** Studies of strategies that their owner wrote. */
import { expect, test } from "vitest";
import { CONFIG, putBars, runToEnd, server } from "../runs/run-data.fixture.js";
import { ENDLESS_WIDE, written } from "../strategies/strategies.fixture.js";
import { studyToEnd } from "./study-data.fixture.js";

const SPREADS = [0.001, 0.002, 0.004];

test("rows and trials of an own strategy are its runs, and one that gets stuck ends its study", async () => {
  const to = await server({ strategyStepMs: 1500, workers: 2 });
  const ada = await to.as("user");
  const dataSetId = await putBars(to, ada.id);
  const name = await written(ada, ENDLESS_WIDE);
  const config = { ...CONFIG, strategy: { name } };
  const axes = [{ path: "strategy.spread", values: SPREADS }];
  const sweep = await studyToEnd(ada, { request: { kind: "sweep", config, axes }, dataSetId });
  expect(sweep).toMatchObject({
    state: "done",
    strategy: name,
    strategyLabel: "maker",
    rowsDone: 3,
  });
  const rows = (
    await ada.inject({ url: `/api/v1/studies/${sweep.id}/rows?columns=totalReturn` })
  ).json();
  const run = async (spread: number) => {
    const wish = { config: { ...config, strategy: { name, spread } }, dataSetId };
    const id = await runToEnd(to, ada, wish);
    return (await ada.inject({ url: `/api/v1/runs/${id}/metrics` })).json().metrics.totalReturn;
  };
  expect(rows.cells[0]?.[2]).toBe(await run(0.004));
  const search = await studyToEnd(ada, {
    request: { kind: "search", config, space: axes, objective: "totalReturn", budget: 3 },
    dataSetId,
  });
  const { best } = (await ada.inject({ url: `/api/v1/studies/${search.id}/result` })).json();
  expect(best.values[0]).toBe(Math.max(...rows.cells[0]));
  const wide = [{ path: "strategy.spread", values: [0.002, 0.006] }];
  const failed = await studyToEnd(ada, {
    request: { kind: "sweep", config, axes: wide },
    dataSetId,
  });
  expect(failed).toMatchObject({ state: "failed", error: { code: "STRATEGY_STUCK" } });
});
