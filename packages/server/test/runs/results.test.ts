/** What finished runs gave, as it is read: numbers, curves, trades, bars, reports, envelopes. */
import { gunzipSync } from "node:zlib";
import { backtest, tradeRecords, tradesCsv } from "@perpmill/engine";
import { beforeAll, describe, expect, test } from "vitest";
import { type TestApp, type TestUser, TurnableClock, testApp } from "../harness.fixture.js";
import { barsOf, CONFIG, ended, post, putBars, runToEnd, withSpread } from "./run-data.fixture.js";

const BARS = 150_000;
const MISSING = "00000000-0000-4000-8000-00000000abcd";

let to: TestApp;
let ada: TestUser;
let bob: TestUser;
let dataSetId: string;
let id: string;
let engine: Awaited<ReturnType<typeof backtest>>;

beforeAll(async () => {
  to = await testApp({ workers: 1 }, new TurnableClock());
  [ada, bob] = [await to.as("user"), await to.as("user")];
  dataSetId = await putBars(to, ada.id, { bars: BARS });
  id = await runToEnd(to, ada, { dataSetId });
  engine = await backtest({ bars: barsOf(BARS), config: CONFIG });
  return () => to.close();
});

const get = (path: string, headers: Record<string, string> = {}, user = ada) =>
  user.inject({ url: `/api/v1/runs/${id}/${path}`, headers });

describe("equity", () => {
  test("is thinned to the points asked for, and keeps its peaks", async () => {
    const all = engine.equity;
    expect(all.length).toBeGreaterThan(2 * 65_536);
    for (const points of [16, 400, 5000]) {
      const { rows, timeMs, equity } = (await get(`equity?points=${points}`)).json();
      expect(rows).toBe(BARS);
      expect(equity.length).toBeLessThanOrEqual(points);
      expect(equity.length).toBeGreaterThan(points / 4);
      expect(equity).toHaveLength(timeMs.length);
      expect(Math.max(...equity)).toBe(all.equity.reduce((a, b) => Math.max(a, b)));
      expect(Math.min(...equity)).toBe(all.equity.reduce((a, b) => Math.min(a, b)));
      expect(equity[0]).toBe(all.equity[0]);
      expect(equity.at(-1)).toBe(all.equity.at(-1));
    }
  });

  test("gives every row of a short stretch, over the edge of pieces too", async () => {
    const { openTimeMs, equity } = engine.equity;
    for (const first of [0, 65_530, 131_060, BARS - 20]) {
      const [from, end] = [openTimeMs[first], openTimeMs[first + 19]];
      const answer = (await get(`equity?from=${from}&to=${end}`)).json();
      expect(answer.rows).toBe(19);
      expect(answer.timeMs).toEqual([...openTimeMs.subarray(first, first + 19)]);
      expect(answer.equity).toEqual([...equity.subarray(first, first + 19)]);
    }
    const none = (await get("equity?from=0&to=5")).json();
    expect([none.rows, none.equity]).toEqual([0, []]);
  });
});

describe("trades", () => {
  test("come in pages of records, each once", async () => {
    const expected = tradeRecords(engine.trades);
    const items: unknown[] = [];
    let cursor = "";
    for (;;) {
      const page = (await get(`trades?limit=5000${cursor}`)).json();
      expect(page.total).toBe(expected.length);
      items.push(...page.items);
      if (page.nextCursor === null) break;
      cursor = `&cursor=${page.nextCursor}`;
    }
    expect(items.length).toBe(expected.length);
    expect(items).toEqual(JSON.parse(JSON.stringify(expected)));
  });

  test("refuse a cursor that was made up or is of another run", async () => {
    const other = Buffer.from(JSON.stringify(["0".repeat(64), 5])).toString("base64url");
    for (const cursor of ["abc", other, Buffer.from("[1,2,3]").toString("base64url")]) {
      const response = await get(`trades?cursor=${cursor}`);
      expect([response.statusCode, response.json().code]).toEqual([400, "REQUEST_INVALID"]);
    }
  });

  test("are the engine's CSV, packed for those who take it, in ranges and by tag", async () => {
    const text = [...tradesCsv(engine.trades)].join("");
    const whole = await get("trades?format=csv");
    expect(whole.statusCode).toBe(200);
    expect(whole.headers["content-type"]).toBe("text/csv; charset=utf-8");
    expect(whole.headers["content-disposition"]).toBe(`attachment; filename="trades-${id}.csv"`);
    expect(whole.body === text).toBe(true);
    const packed = await get("trades?format=csv", { "accept-encoding": "gzip" });
    expect(packed.headers["content-encoding"]).toBe("gzip");
    expect(gunzipSync(packed.rawPayload).toString() === text).toBe(true);
    const part = await get("trades?format=csv", { range: "bytes=10-29" });
    expect([part.statusCode, part.body]).toEqual([206, text.slice(10, 30)]);
    const behind = await get("trades?format=csv", { range: "bytes=999999999-" });
    expect([behind.statusCode, behind.json().code]).toEqual([416, "RANGE_OUTSIDE"]);
    const etag = String(whole.headers.etag);
    const known = await get("trades?format=csv", { "if-none-match": etag });
    expect([known.statusCode, known.body]).toEqual([304, ""]);
  });

  test("hold no cell that a spreadsheet would take for a formula", async () => {
    const { body } = await get("trades?format=csv");
    const cell = /^(-?\d+(\.\d+)?|[a-z][A-Za-z]*)$/;
    const cells = body.trimEnd().split(/[\n,]/);
    expect(cells.filter((one) => !cell.test(one))).toEqual([]);
  });

  test("are an Arrow file and plain columns as well", async () => {
    const arrow = await get("trades?format=arrow");
    expect(arrow.rawPayload.subarray(0, 6).toString()).toBe("ARROW1");
    expect(arrow.rawPayload.subarray(-6).toString()).toBe("ARROW1");
    const binary = await get("trades?format=binary");
    expect(binary.headers["content-type"]).toBe("application/octet-stream");
    expect(binary.rawPayload.length).toBeGreaterThan(engine.trades.length * 8);
    expect(new Set([arrow, binary].map(({ headers }) => headers.etag)).size).toBe(2);
  });
});

describe("klines", () => {
  test("are the bars with the fills on them", async () => {
    const bars = barsOf(BARS);
    const from = bars.baseTimeMs + 600 * 60_000;
    const until = from + 120 * 60_000;
    const plain = (await get(`klines?from=${from}&to=${until}`)).json();
    expect([plain.interval, plain.intervalMs, plain.openTimeMs.length]).toEqual([
      "1m",
      60_000,
      120,
    ]);
    const inside = tradeRecords(engine.trades).filter(
      ({ timeMs }) => timeMs >= from && timeMs < until,
    );
    expect(inside.length).toBeGreaterThan(2);
    expect(plain.markers).toEqual(JSON.parse(JSON.stringify(inside)));
    expect(plain.markersCut).toBe(false);
    const few = (await get(`klines?from=${from}&to=${until}&markers=2`)).json();
    expect([few.markers, few.markersCut]).toEqual([plain.markers.slice(-2), true]);
    const hours = (await get(`klines?interval=1h&limit=5`)).json();
    expect([hours.interval, hours.open.length]).toEqual(["1h", 5]);
    const odd = await get("klines?interval=7s");
    expect([odd.statusCode, odd.json().requestId.length]).toEqual([422, 36]);
  });

  test("are those of the caller's own data alone", async () => {
    await ada.inject({ method: "PATCH", url: `/api/v1/runs/${id}`, payload: { shared: true } });
    expect((await get("klines", {}, bob)).statusCode).toBe(404);
    expect((await get("metrics", {}, bob)).statusCode).toBe(200);
    await ada.inject({ method: "PATCH", url: `/api/v1/runs/${id}`, payload: { shared: false } });
    for (const path of ["metrics", "equity", "trades", "trades?format=csv", "klines", "envelope"]) {
      expect([path, (await get(path, {}, bob)).statusCode]).toEqual([path, 404]);
    }
    for (const path of ["report.html", "report.json"]) {
      expect([path, (await get(path, {}, bob)).statusCode]).toEqual([path, 404]);
    }
  });
});

describe("reports", () => {
  test("are RESULT.json as the command line writes it", async () => {
    const response = await get("report.json");
    expect(response.headers["content-type"]).toBe("application/json; charset=utf-8");
    const result = response.json();
    expect(result.resultHash).toBe(engine.metrics.resultHash);
    expect(result.series.equity.time.length).toBeGreaterThan(500);
    expect(response.body.startsWith('{\n  "semantics": 1,')).toBe(true);
  });

  test("are a page that runs nothing, in the reader's language", async () => {
    const english = await get("report.html");
    expect(english.headers["content-security-policy"]).toMatch(/^sandbox; default-src 'none';/);
    expect(english.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(english.headers["x-content-type-options"]).toBe("nosniff");
    // browsers warn of it on a page that is sandboxed
    expect(english.headers).not.toHaveProperty("origin-agent-cluster");
    expect(english.body).not.toMatch(/<script/i);
    const chinese = await get("report.html", { "accept-language": "zh-CN,zh;q=0.9" });
    expect(chinese.body).toMatch(/\p{sc=Han}/u);
    expect(english.body).not.toBe(chinese.body);
  });

  test("write markup of a configuration as text", async () => {
    const symbol = '<img src=x onerror="alert(1)">';
    const instrument = { preset: "ETHUSDT", symbol };
    const run = await runToEnd(to, ada, { config: { ...CONFIG, instrument }, dataSetId });
    const { body } = await ada.inject({ url: `/api/v1/runs/${run}/report.html` });
    expect(body).not.toContain("<img src=x");
    expect(body).toContain("&lt;img src=x");
  });
});

describe("envelope", () => {
  test("is computed when it is asked for, once for its content", async () => {
    const small = await putBars(to, ada.id, { bars: 3000 });
    const run = await runToEnd(to, ada, { dataSetId: small });
    const url = `/api/v1/runs/${run}/envelope`;
    expect((await ada.inject({ url })).json()).toMatchObject({ state: "absent", envelope: null });
    const asked = await ada.inject({ method: "POST", url });
    expect(asked.statusCode).toBe(202);
    const { jobId } = asked.json();
    expect((await ada.inject({ method: "POST", url })).json().jobId).toBe(jobId);
    await to.app.jobs.ended(jobId);
    const { state, envelope } = (await ada.inject({ url })).json();
    expect(state).toBe("done");
    expect(envelope.rows).toHaveLength(30);
    expect(envelope.spreads.map(({ metric }: { metric: string }) => metric)).toContain("sharpe");
    expect((await ada.inject({ method: "POST", url })).statusCode).toBe(200);
    expect((await bob.inject({ method: "POST", url })).statusCode).toBe(404);
  });
});

describe("POST /runs/compare", () => {
  test("shows runs side by side, and what differs", async () => {
    const other = await runToEnd(to, ada, { config: withSpread(0.003), dataSetId });
    const compare = (ids: readonly string[], user = ada) =>
      user.inject({ method: "POST", url: "/api/v1/runs/compare", payload: { ids, points: 50 } });
    const { runs, differences, sameData } = (await compare([id, other])).json();
    expect(runs.map(({ run }: { run: { id: string } }) => run.id)).toEqual([id, other]);
    expect(runs[0].metrics.resultHash).toBe(engine.metrics.resultHash);
    expect(runs[0].equity.timeMs.length).toBeLessThanOrEqual(50);
    expect(sameData).toBe(true);
    expect(differences).toEqual([
      { path: "strategy.bidSpread", values: [0.001, 0.003] },
      { path: "strategy.askSpread", values: [0.001, 0.003] },
    ]);
    expect((await compare([id, MISSING])).statusCode).toBe(404);
    expect((await compare([id, other], bob)).statusCode).toBe(404);
    expect((await compare([id])).statusCode).toBe(400);
  });
});

describe("damaged bytes", () => {
  test("are an error of their own, and a rerun mends them", async () => {
    const small = await putBars(to, ada.id, { bars: 2500 });
    const run = await runToEnd(to, ada, { dataSetId: small });
    const { result_key: key } = await to.app.db
      .selectFrom("runs")
      .select("result_key")
      .where("id", "=", run)
      .executeTakeFirstOrThrow();
    await to.app.db
      .updateTable("result_chunks")
      .set({ bytes: Buffer.from("damaged") })
      .where("result_key", "=", key ?? "")
      .execute();
    for (const path of ["equity", "trades", "trades?format=csv"]) {
      const response = await ada.inject({ url: `/api/v1/runs/${run}/${path}` });
      expect([response.statusCode, response.json().code]).toEqual([500, "BLOB_DAMAGED"]);
    }
    expect((await ada.inject({ url: `/api/v1/runs/${run}/metrics` })).statusCode).toBe(200);
    const again = await ada.inject({ method: "POST", url: `/api/v1/runs/${run}/rerun` });
    await ended(to, again.json().run.id);
    expect((await ada.inject({ url: `/api/v1/runs/${run}/equity` })).statusCode).toBe(200);
  });
});

test("a run without a result has none to show", async () => {
  const waiting = (await post(ada, { config: withSpread(0.005), dataSetId })).json().run.id;
  await ada.inject({ method: "POST", url: `/api/v1/runs/${waiting}/cancel` });
  for (const path of ["metrics", "equity", "trades", "klines", "report.html", "report.json"]) {
    const response = await ada.inject({ url: `/api/v1/runs/${waiting}/${path}` });
    expect([path, response.statusCode, response.json().code]).toEqual([path, 409, "CONFLICT"]);
  }
  const response = await ada.inject({ url: `/api/v1/runs/${MISSING}` });
  expect([response.statusCode, response.json().code]).toEqual([404, "NOT_FOUND"]);
});
