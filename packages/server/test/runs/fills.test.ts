/** Why fills of a stored run happened: what the engine says, over HTTP, to those who may see the run. */
import { backtest, explainFill, tradeRecords } from "@perpmill/engine";
import { beforeAll, expect, test } from "vitest";
import { type TestApp, type TestUser, TurnableClock, testApp } from "../harness.fixture.js";
import { barsOf, CONFIG, LONG_CONFIG, post, putBars, runToEnd } from "./run-data.fixture.js";

const BARS = 20_000;

let to: TestApp;
let ada: TestUser;
let dataSetId: string;
let id: string;
let engine: Awaited<ReturnType<typeof backtest>>;

beforeAll(async () => {
  to = await testApp({ workers: 1 }, new TurnableClock());
  ada = await to.as("user");
  dataSetId = await putBars(to, ada.id, { bars: BARS });
  id = await runToEnd(to, ada, { dataSetId });
  engine = await backtest({ bars: barsOf(BARS), config: CONFIG });
  return () => to.close();
});

const explain = (fill: number | string, user = ada, run = id) =>
  user.inject({ url: `/api/v1/runs/${run}/fills/${fill}` });

test("are explained as the engine explains them", async () => {
  const { length } = engine.trades;
  expect(length).toBeGreaterThan(100);
  for (const fill of [0, 1, Math.floor(length / 2), length - 1]) {
    const response = await explain(fill);
    expect(response.statusCode).toBe(200);
    const { runId, ...explanation } = response.json();
    expect(runId).toBe(id);
    const expected = await explainFill({ bars: barsOf(BARS), config: CONFIG, fill });
    expect(explanation).toEqual(JSON.parse(JSON.stringify(expected)));
    expect(explanation.fill).toEqual(tradeRecords(engine.trades, fill, fill + 1)[0]);
  }
});

test("that there are not are an error that says how many there are", async () => {
  const response = await explain(engine.trades.length);
  expect([response.statusCode, response.json()]).toMatchObject([
    404,
    { code: "FILL_UNKNOWN", message: expect.stringContaining(`${engine.trades.length} fills`) },
  ]);
  for (const fill of ["-1", "1.5", "abc", "99999999999"]) {
    const bad = await explain(fill);
    expect([fill, bad.statusCode, bad.json().code]).toEqual([fill, 400, "REQUEST_INVALID"]);
  }
});

test("of a run without a result wait for it", async () => {
  const long = await putBars(to, ada.id, { bars: 150_000 });
  const { run } = (await post(ada, { dataSetId: long, config: LONG_CONFIG })).json();
  const response = await explain(0, ada, run.id);
  expect([response.statusCode, response.json().code]).toEqual([409, "CONFLICT"]);
  await ada.inject({ method: "POST", url: `/api/v1/runs/${run.id}/cancel` });
});

test("are for those who see the run and its data", async () => {
  const bob = await to.as("viewer");
  expect((await explain(0, bob)).statusCode).toBe(404);
  const share = (url: string) =>
    ada.inject({ method: "PATCH", url: `/api/v1/${url}`, payload: { shared: true } });
  await share(`runs/${id}`);
  const without = await explain(0, bob);
  expect([without.statusCode, without.json().code]).toEqual([404, "NOT_FOUND"]);
  await share(`data/${dataSetId}`);
  expect((await explain(0, bob)).json().row).toBe(0);
});
