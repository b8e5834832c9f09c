/** Runs are taken in, computed once for their content, and stored as the engine gives them. */
import { backtest, parseConfig } from "@perpmill/engine";
import { describe, expect, test } from "vitest";
import {
  barsOf,
  CONFIG,
  ended,
  LONG_CONFIG,
  post,
  putBars,
  putSeries,
  runToEnd,
  server,
  withSpread,
} from "./run-data.fixture.js";

describe("POST /runs", () => {
  test("computes what the engine computes, and says where the run is", async () => {
    const to = await server();
    const ada = await to.as("user");
    const dataSetId = await putBars(to, ada.id);
    const taken = await post(ada, { config: CONFIG, dataSetId, label: "first", note: "by hand" });
    expect(taken.statusCode).toBe(202);
    const { run, deduplicated } = taken.json();
    expect(deduplicated).toBe(false);
    expect(taken.headers.location).toBe(`/api/v1/runs/${run.id}`);
    expect(run).toMatchObject({
      state: "queued",
      own: true,
      label: "first",
      note: "by hand",
      symbol: "ETHUSDT",
      strategy: "dual-maker",
      summary: null,
      config: CONFIG,
    });
    await ended(to, run.id);
    const done = (await ada.inject({ url: taken.headers.location ?? "" })).json();
    expect(done).toMatchObject({ state: "done", error: null, attempt: 1 });
    const { metrics } = await backtest({ bars: barsOf(5000), config: CONFIG });
    expect(done.summary.finalEquity).toBe(metrics.finalEquity);
    const answer = (await ada.inject({ url: `/api/v1/runs/${run.id}/metrics` })).json();
    expect(answer.metrics).toEqual(JSON.parse(JSON.stringify(metrics)));
    expect(metrics.fills).toBeGreaterThan(100);
    expect(answer.instrumentRules.source).toBe("built-in");
  });

  test("gives the finished run back for the same content, however it is written", async () => {
    const to = await server();
    const ada = await to.as("user");
    const dataSetId = await putBars(to, ada.id);
    const id = await runToEnd(to, ada, { dataSetId });
    const normalised = parseConfig(CONFIG);
    for (const config of [CONFIG, normalised, { ...CONFIG, risk: null }]) {
      const again = await post(ada, { config, dataSetId, layer: "plain" });
      expect([again.statusCode, again.json().deduplicated, again.json().run.id]).toEqual([
        200,
        true,
        id,
      ]);
    }
    const nulls = { markDataSetId: null, fundingDataSetId: null, fromMs: null, toMs: null };
    expect((await post(ada, { config: CONFIG, dataSetId, ...nulls })).json().run.id).toBe(id);
    const other = await post(ada, { config: withSpread(0.002), dataSetId });
    expect(other.statusCode).toBe(202);
    const part = await post(ada, { config: CONFIG, dataSetId, toMs: Date.UTC(2030, 0, 1) });
    expect(part.statusCode).toBe(202);
  });

  test("computes what waits twice only once", async () => {
    const to = await server();
    const [ada, bob] = [await to.as("user"), await to.as("user")];
    const dataSetId = await putBars(to, ada.id, { shared: true });
    const users = [ada, bob, ada];
    const taken = await Promise.all(
      users.map(async (user) => (await post(user, { config: CONFIG, dataSetId })).json()),
    );
    expect(taken.map(({ deduplicated }) => deduplicated)).toEqual([false, false, false]);
    for (const { run } of taken) await ended(to, run.id);
    const rows = await to.app.db.selectFrom("runs").select(["state", "fills"]).execute();
    expect(rows).toHaveLength(3);
    expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(1);
    expect(to.app.pool.status().map(({ tasks }) => tasks)).toEqual([1]);
  });

  test("computes on the data as they are when its turn comes, under their content key", async () => {
    const to = await server();
    const ada = await to.as("user");
    const busyId = await putBars(to, ada.id, { bars: 300_000 });
    const long = { config: LONG_CONFIG, dataSetId: busyId, layer: "plain" } as const;
    const busy = (await post(ada, long)).json().run;
    const dataSetId = await putBars(to, ada.id);
    const { run } = (await post(ada, { config: CONFIG, dataSetId })).json();
    const hash = { content_hash: "another" };
    await to.app.db.updateTable("data_sets").set(hash).where("id", "=", dataSetId).execute();
    await ada.inject({ method: "POST", url: `/api/v1/runs/${busy.id}/cancel` });
    await ended(to, run.id);
    const done = (await ada.inject({ url: `/api/v1/runs/${run.id}` })).json();
    expect(done.state).toBe("done");
    expect(done.contentKey).not.toBe(run.contentKey);
    const results = await to.app.db.selectFrom("results").select("key").execute();
    expect(results).toEqual([{ key: done.contentKey }]);
    expect((await post(ada, { config: CONFIG, dataSetId })).json().run.id).toBe(run.id);
  });

  test("computes again when it is forced, to the same result", async () => {
    const to = await server();
    const ada = await to.as("user");
    const dataSetId = await putBars(to, ada.id);
    const first = await runToEnd(to, ada, { dataSetId });
    const second = await runToEnd(to, ada, { dataSetId, force: true });
    expect(second).not.toBe(first);
    const rows = await to.app.db.selectFrom("results").select("result_hash").execute();
    expect(rows).toHaveLength(1);
    const hashes = await Promise.all(
      [first, second].map(async (id) => {
        const { metrics } = (await ada.inject({ url: `/api/v1/runs/${id}/metrics` })).json();
        return metrics.resultHash;
      }),
    );
    expect(new Set(hashes).size).toBe(1);
  });

  test("shares the result with another user, in a run of their own", async () => {
    const to = await server();
    const [ada, bob] = [await to.as("user"), await to.as("user")];
    const dataSetId = await putBars(to, ada.id, { shared: true });
    const id = await runToEnd(to, ada, { dataSetId, label: "secret", note: "of Ada" });
    const own = await post(bob, { config: CONFIG, dataSetId, label: "mine" });
    expect(own.statusCode).toBe(200);
    const { run, deduplicated } = own.json();
    expect(deduplicated).toBe(true);
    expect(run.id).not.toBe(id);
    expect(run).toMatchObject({ state: "done", own: true, label: "mine", note: "" });
    expect(run.summary.fills).toBeGreaterThan(0);
    expect((await bob.inject({ url: `/api/v1/runs/${id}` })).statusCode).toBe(404);
    expect((await bob.inject({ url: `/api/v1/runs/${run.id}/metrics` })).statusCode).toBe(200);
  });

  test("takes mark prices, funding and a range", async () => {
    const to = await server();
    const ada = await to.as("user");
    const dataSetId = await putBars(to, ada.id);
    const { markId, fundingId } = await putSeries(to, ada.id);
    const bars = barsOf(5000);
    const fromMs = bars.baseTimeMs + 1000 * bars.intervalMs;
    const toMs = bars.baseTimeMs + 3000 * bars.intervalMs;
    const id = await runToEnd(to, ada, {
      config: { ...CONFIG, funding: { mode: "series" } },
      dataSetId,
      markDataSetId: markId,
      fundingDataSetId: fundingId,
      fromMs,
      toMs,
    });
    const { state, error } = (await ada.inject({ url: `/api/v1/runs/${id}` })).json();
    expect([state, error]).toEqual(["done", null]);
    const { metrics, data } = (await ada.inject({ url: `/api/v1/runs/${id}/metrics` })).json();
    expect([data.first, data.bars, metrics.bars]).toEqual([fromMs, 2000, 2000]);
    expect(metrics.funding).not.toBe(0);
  });

  test("refuses with one clear error", async () => {
    const to = await server();
    const [ada, bob] = [await to.as("user"), await to.as("user")];
    const dataSetId = await putBars(to, ada.id);
    const foreign = await putBars(to, bob.id, { bars: 300 });
    const preparing = await putBars(to, ada.id, { bars: 300, state: "preparing" });
    const index = await putBars(to, ada.id, { bars: 300, kind: "index" });
    const strategy = { name: "my-own.js", bidSpread: 0.001, askSpread: 0.001 };
    const named = (symbol: string) => ({
      ...CONFIG,
      instrument: { preset: "ETHUSDT", symbol },
    });
    const cases = [
      [{ dataSetId: foreign }, 404, "NOT_FOUND", "body.dataSetId"],
      [{ dataSetId: preparing }, 409, "CONFLICT", "body.dataSetId"],
      [{ dataSetId: index }, 422, "DATA_UNFIT", "body.dataSetId"],
      [{ markDataSetId: dataSetId }, 422, "DATA_UNFIT", "body.markDataSetId"],
      [{ config: { ...CONFIG, strategy } }, 422, "STRATEGY_REFUSED", "strategy.name"],
      [{ config: { ...CONFIG, data: "bars.csv" } }, 422, "CONFIG_INVALID", "data"],
      [{ config: { ...CONFIG, path: { model: "trades" } } }, 422, "CONFIG_INVALID", "path.model"],
      [{ config: { ...CONFIG, code: "x" } }, 422, "CONFIG_UNKNOWN_KEY", "code"],
      [
        { config: { ...CONFIG, instrument: { symbol: "x".repeat(200_000) } } },
        422,
        "CONFIG_INVALID",
        "body.config",
      ],
      [{ config: named("x".repeat(65)) }, 422, "CONFIG_INVALID", "instrument.symbol"],
      [{ config: named("a\0b") }, 422, "CONFIG_INVALID", "instrument.symbol"],
      [{ config: CONFIG, note: "a\0b" }, 400, "REQUEST_INVALID", "body.note"],
      [{ fromMs: 5, toMs: 10 }, 422, "BARS_RANGE_EMPTY", "body.fromMs"],
      [{ fromMs: 10, toMs: 5 }, 422, "CONFIG_INVALID", "data.end"],
      [{ dataSetId: "../../etc/passwd" }, 400, "REQUEST_INVALID", "body.dataSetId"],
      [{ path: "/etc/passwd" }, 400, "REQUEST_INVALID", "body.path"],
      [{ config: CONFIG, label: "x".repeat(201) }, 400, "REQUEST_INVALID", "body.label"],
    ] as const;
    for (const [change, status, code, field] of cases) {
      const body = { config: CONFIG, dataSetId, ...change } as Parameters<typeof post>[1];
      const answer = await post(ada, body);
      const problem = answer.json();
      expect([answer.statusCode, problem.code, problem.field]).toEqual([status, code, field]);
      expect(problem.requestId).toMatch(/^[0-9a-f-]{36}$/);
    }
    expect(await to.app.db.selectFrom("jobs").select("id").execute()).toEqual([]);
  });

  test("is not for viewers, and not for a cookie alone", async () => {
    const to = await server();
    const [viewer, ada] = [await to.as("viewer"), await to.as("user")];
    const dataSetId = await putBars(to, ada.id, { shared: true });
    expect((await post(viewer, { config: CONFIG, dataSetId })).statusCode).toBe(403);
    const without = await to.app.inject({
      method: "POST",
      url: "/api/v1/runs",
      payload: { config: CONFIG, dataSetId },
    });
    expect([without.statusCode, without.json().code]).toEqual([401, "UNAUTHENTICATED"]);
  });
});

describe("a run that fails", () => {
  test("says why, in the language of who reads", async () => {
    const to = await server();
    const ada = await to.as("user");
    const dataSetId = await putBars(to, ada.id, { bars: 300 });
    await to.app.db.updateTable("data_sets").set({ folder: "server/data-sets/gone" }).execute();
    const id = await runToEnd(to, ada, { dataSetId });
    const url = `/api/v1/runs/${id}`;
    const { state, error, summary } = (await ada.inject({ url })).json();
    expect([state, error.code, summary]).toEqual(["failed", "FILE_NOT_FOUND", null]);
    expect(error.message).not.toContain(to.home);
    const headers = { "accept-language": "zh-CN" };
    expect((await ada.inject({ url, headers })).json().error.message).toMatch(/\p{sc=Han}/u);
    const metrics = await ada.inject({ url: `${url}/metrics` });
    expect([metrics.statusCode, metrics.json().code]).toEqual([409, "CONFLICT"]);
  });
});
