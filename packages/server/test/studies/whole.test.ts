/** Searches and other studies that one process works on as a whole; what belongs to all rows; files. */
import { dataIdentity, optimise, type SearchStudy, searchJson } from "@perpmill/engine";
import { afterAll, describe, expect, test } from "vitest";
import { testApp } from "../harness.fixture.js";
import { barsOf, CONFIG, putBars } from "../runs/run-data.fixture.js";
import {
  longSweep,
  postStudy,
  SWEEP,
  studyNow,
  studyToEnd,
  studyWhen,
} from "./study-data.fixture.js";

const SEARCH: SearchStudy = {
  kind: "search",
  config: CONFIG,
  space: [{ path: "strategy.bidSpread", from: 0.0005, to: 0.004 }],
  objective: "totalReturn",
  budget: 12,
  seed: 3,
};

const to = await testApp({ workers: 2 });
afterAll(to.close);

describe("a search", () => {
  test("gives the document of the engine, and its trials as rows", async () => {
    const ada = await to.as("user");
    const dataSetId = await putBars(to, ada.id);
    const study = await studyToEnd(ada, { request: SEARCH, dataSetId });
    expect(study).toMatchObject({ state: "done", kind: "search", rowsTotal: 12, rowsDone: 12 });
    const url = `/api/v1/studies/${study.id}`;
    const document = (await ada.inject({ url: `${url}/result` })).json();
    const { kind: _, seed: __, ...asked } = SEARCH;
    const found = await optimise({ ...asked, seed: 3, bars: barsOf(5000), workers: 0 });
    const { data, config: ___, ...expected } = searchJson(found, dataIdentity(barsOf(5000)));
    expect(document).toMatchObject(JSON.parse(JSON.stringify(expected)));
    expect(data.bars).toBe(document.data.bars);
    expect(study.best).toEqual({
      row: found.best?.trial,
      metric: "totalReturn",
      value: found.best?.values[0],
      point: found.best?.parameters,
    });
    const rows = (
      await ada.inject({ url: `${url}/rows?columns=strategy.bidSpread,objective` })
    ).json();
    expect(rows.index).toEqual(Array.from({ length: 12 }, (_, at) => at));
    expect(rows.cells[0]).toEqual(document.columns["strategy.bidSpread"]);
    expect(rows.cells[1]).toEqual(document.columns.objective);
  });

  test("that is cancelled goes on with what it has run", async () => {
    const ada = await to.as("user");
    const dataSetId = await putBars(to, ada.id, { bars: 20_000 });
    const { config } = longSweep(1);
    const request = { ...SEARCH, config, budget: 60 };
    const { study } = (await postStudy(ada, { request, dataSetId })).json();
    await studyWhen(ada, study.id, ({ rowsDone }) => rowsDone > 4);
    const url = `/api/v1/studies/${study.id}`;
    await ada.inject({ method: "POST", url: `${url}/cancel` });
    const kept = await to.app.db.selectFrom("study_kept").select("key").execute();
    expect(kept.length).toBeGreaterThan(4);
    expect(kept.length).toBeLessThan(60);
    await ada.inject({ method: "POST", url: `${url}/resume` });
    const done = await studyWhen(ada, study.id, ({ state }) => state === "done");
    expect(done.rowsDone).toBe(60);
    const { rows_reused } = await to.app.db
      .selectFrom("study_shards")
      .select("rows_reused")
      .where("study_id", "=", study.id)
      .executeTakeFirstOrThrow();
    expect(rows_reused).toBeGreaterThanOrEqual(kept.length);
    expect(await to.app.db.selectFrom("study_kept").select("key").execute()).toEqual([]);
  });

  test("that looks for nothing there is, is refused", async () => {
    const ada = await to.as("user");
    const dataSetId = await putBars(to, ada.id);
    const answer = await postStudy(ada, { request: { ...SEARCH, objective: "sharp" }, dataSetId });
    expect([answer.statusCode, answer.json().code]).toEqual([422, "SEARCH_INVALID"]);
    const windows = { scheme: "rolling", trainDays: 100, testDays: 10 } as const;
    const search = { axes: SWEEP.axes };
    const forward = { kind: "walk-forward", config: CONFIG, windows, search } as const;
    const short = await postStudy(ada, { request: forward, dataSetId });
    expect([short.statusCode, short.json().code]).toEqual([422, "WALK_FORWARD_INVALID"]);
  });
});

test("walk-forward, k-fold and time splits give their documents", async () => {
  const ada = await to.as("user");
  const dataSetId = await putBars(to, ada.id, { bars: 60_000 });
  const search = { axes: SWEEP.axes, objective: "totalReturn" };
  const windows = { scheme: "anchored", trainDays: 14, testDays: 7 } as const;
  const requests = [
    { kind: "walk-forward", config: CONFIG, windows, search, position: "flat" },
    { kind: "k-fold", config: CONFIG, folds: 3, search },
    { kind: "time-splits", config: CONFIG, by: "month" },
  ] as const;
  for (const request of requests) {
    const { id, state } = await studyToEnd(ada, { request, dataSetId });
    expect(state).toBe("done");
    const document = (await ada.inject({ url: `/api/v1/studies/${id}/result` })).json();
    expect(document).toMatchObject({ kind: request.kind, version: 1 });
    const none = await ada.inject({ url: `/api/v1/studies/${id}/export.csv` });
    expect(none.statusCode).toBe(409);
  }
});

test("a sweep says of its best whether it is luck, and leaves as CSV, JSON and Parquet", async () => {
  const ada = await to.as("user");
  const dataSetId = await putBars(to, ada.id, { bars: 50_000 });
  const { id } = await studyToEnd(ada, { dataSetId });
  const url = `/api/v1/studies/${id}`;
  const document = (await ada.inject({ url: `${url}/result` })).json();
  expect(document).toMatchObject({ kind: "sweep", rows: 12, luckMissing: null, leftOut: 0 });
  expect(document.luck.trials).toBe(12 - document.outcomes.refused);
  expect(document.best).toBe((await studyNow(ada, id)).best?.row);
  const csv = await ada.inject({ url: `${url}/export.csv` });
  expect(csv.headers["content-type"]).toContain("text/csv");
  const [head = "", ...lines] = csv.body.trim().split("\n");
  expect(head.split(",").slice(0, 3)).toEqual([
    "strategy.bidSpread",
    "account.leverage",
    "outcome",
  ]);
  expect(lines).toHaveLength(12);
  const json = (await ada.inject({ url: `${url}/export.json` })).json();
  expect(json.rows.map((row: unknown[]) => String(row[0]))).toEqual(
    lines.map((line) => line.split(",")[0]),
  );
  expect(json.study.luck).toEqual(document.luck);
  const parquet = await ada.inject({ url: `${url}/export.parquet` });
  expect(parquet.rawPayload.subarray(0, 4).toString()).toBe("PAR1");
  const again = await ada.inject({
    url: `${url}/export.parquet`,
    headers: { "if-none-match": String(parquet.headers.etag) },
  });
  expect(again.statusCode).toBe(304);
  const page = await ada.inject({
    url: `${url}/report.html`,
    headers: { "accept-language": "zh" },
  });
  expect(page.headers["content-type"]).toContain("text/html");
  expect(page.headers["content-security-policy"]).toContain("sandbox");
  expect(page.body).toMatch(/^<!doctype html>/i);
  expect(page.body).toContain('lang="zh');
});
