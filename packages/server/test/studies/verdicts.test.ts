/** Verdicts and reports of risk over the API: on a configuration, on the best of a study, on other markets. */
import {
  backtest,
  type ConfigInput,
  configOfPoint,
  normaliseConfig,
  risk,
  riskJson,
} from "@perpmill/engine";
import { afterAll, expect, test } from "vitest";
import { testApp } from "../harness.fixture.js";
import { barsOf, CONFIG, putBars } from "../runs/run-data.fixture.js";
import { follow } from "./follow-study.fixture.js";
import { postStudy, SWEEP, studyToEnd, studyWhen } from "./study-data.fixture.js";

/** Has a best on bars of any length. */
const RANKED = { ...SWEEP, rankBy: "totalReturn" };
/** Two days of bars, on which the two hundred runs of a verdict take a moment. */
const BARS = 3000;
const FORWARD = {
  kind: "walk-forward",
  config: CONFIG,
  windows: { scheme: "rolling", trainDays: 1, testDays: 1 },
  search: { axes: SWEEP.axes, objective: "totalReturn" },
} as const;

const to = await testApp({ workers: 1 });
afterAll(to.close);

test("a verdict is on the best of a study, knows what was tried, and goes to other markets", async () => {
  const [ada, bob] = [await to.as("user"), await to.as("user")];
  const dataSetId = await putBars(to, ada.id, { bars: BARS });
  const otherId = await putBars(to, ada.id, { bars: 1000 });
  const request = { kind: "trust", seed: 1 } as const;
  const early = (await postStudy(ada, { request: RANKED, dataSetId })).json().study;
  const tried = await studyWhen(ada, early.id, ({ state }) => state === "done");
  const walked = await studyToEnd(ada, { request: FORWARD, dataSetId });
  const otherMarkets = [{ name: "BTCUSDT", dataSetId: otherId }];
  const body = {
    request,
    dataSetId,
    triedStudyId: tried.id,
    walkForwardStudyId: walked.id,
    otherMarkets,
  };
  const estimate = (await postStudy(ada, body, "?dryRun=true")).json();
  const { study } = (await postStudy(ada, body)).json();
  const events = await follow(to, ada, study.id);
  const done = await studyWhen(ada, study.id, ({ state }) => state === "done");
  expect(done).toMatchObject({
    kind: "trust",
    triedStudyId: tried.id,
    walkForwardStudyId: walked.id,
  });
  expect(done.otherMarkets).toMatchObject([{ name: "BTCUSDT", dataSetId: otherId }]);
  const shares = events?.filter(({ event }) => event === "progress").map(({ data }) => data.share);
  expect(shares?.at(-1)).toBe(1);
  const url = `/api/v1/studies/${study.id}`;
  const document = (await ada.inject({ url: `${url}/result` })).json();
  const best = configOfPoint(normaliseConfig(tried.config as ConfigInput), tried.best?.point ?? {});
  const own = await backtest({ bars: barsOf(BARS), config: best });
  expect(document.run.metrics.totalReturn).toBe(own.metrics.totalReturn);
  expect(document).toMatchObject({ kind: "trust", runs: estimate.runs });
  expect(document.parts.luck.tried).toBe(12);
  const forward = (await ada.inject({ url: `/api/v1/studies/${walked.id}/result` })).json();
  expect(document.parts.forward).toMatchObject({
    folds: 1,
    totalReturn: forward.metrics.totalReturn,
  });
  expect(document.parts.transfer).toMatchObject([{ name: "BTCUSDT", bars: 1000 }]);
  expect((await ada.inject({ url: `${url}/export.json` })).json()).toEqual(document);
  const page = await ada.inject({
    url: `${url}/report.html`,
    headers: { "accept-language": "zh" },
  });
  expect([page.statusCode, page.body]).toEqual([200, expect.stringContaining('lang="zh')]);
  const again = await postStudy(ada, body);
  expect(again.json()).toMatchObject({ deduplicated: true, study: { id: study.id } });
  const apart = await postStudy(ada, { ...body, otherMarkets: [] }, "?dryRun=true");
  expect(apart.json().runs).toBe(estimate.runs - 1);
  const foreign = await postStudy(bob, body);
  expect([foreign.statusCode, foreign.json().code]).toEqual([404, "NOT_FOUND"]);
});

test("a verdict on nothing, or on what is no search, is refused by the field", async () => {
  const ada = await to.as("user");
  const dataSetId = await putBars(to, ada.id, { bars: BARS });
  const request = { kind: "trust", config: CONFIG } as const;
  const { id: splitsId } = await studyToEnd(ada, {
    request: { kind: "time-splits", config: CONFIG, by: "month" },
    dataSetId,
  });
  const other = { name: "NOWHERE", dataSetId };
  const wrong = [
    [{ request: { kind: "trust" } }, "TRUST_INVALID", "body.request.config"],
    [{ request, triedStudyId: splitsId }, "TRUST_INVALID", "body.triedStudyId"],
    [{ request, walkForwardStudyId: splitsId }, "TRUST_INVALID", "body.walkForwardStudyId"],
    [{ request: SWEEP, otherMarkets: [other] }, "TRUST_INVALID", "body.otherMarkets"],
    [{ request, otherMarkets: [other, other] }, "TRUST_INVALID", "body.otherMarkets"],
    [{ request, otherMarkets: [other] }, "CONFIG_INVALID", "instrument"],
    [{ request: { kind: "risk" } }, "REQUEST_INVALID", "body.request.config"],
    [
      { request: { kind: "risk", config: CONFIG, draws: 0 } },
      "REQUEST_INVALID",
      "body.request.draws",
    ],
  ] as const;
  for (const [body, code, field] of wrong) {
    const answer = await ada.inject({
      method: "POST",
      url: "/api/v1/studies",
      payload: { ...body, dataSetId },
    });
    expect([answer.json().code, answer.json().field]).toEqual([code, field]);
  }
});

test("a report of risk is the engine's", async () => {
  const ada = await to.as("user");
  const dataSetId = await putBars(to, ada.id, { bars: BARS });
  const asked = { config: CONFIG as ConfigInput, horizonDays: 30, draws: 20 };
  const { id, state } = await studyToEnd(ada, { request: { kind: "risk", ...asked }, dataSetId });
  expect(state).toBe("done");
  const document = (await ada.inject({ url: `/api/v1/studies/${id}/result` })).json();
  const { data: _, ...expected } = riskJson(await risk({ bars: barsOf(BARS), ...asked }));
  expect(document).toMatchObject(JSON.parse(JSON.stringify(expected)));
});
