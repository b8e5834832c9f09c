/** Whose data sets are whose, and what they give: columns, prices, quality reports. */
import { randomUUID } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { barsOfColumns, dayStats, resampleBars, sliceBars, syntheticBars } from "@perpmill/engine";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NO_FIGURES } from "../../src/plugins/app/runs/runs-repository.js";
import type { DataSet } from "../../src/schemas/data.js";
import { runRow } from "../db/rows.fixture.js";
import { type TestApp, type TestUser, testApp } from "../harness.fixture.js";
import { klineCsv, readyBars, settled, upload } from "./uploads.fixture.js";

const BARS = 3000;
const bars = syntheticBars({ seed: 1, bars: BARS, symbol: "ETHUSDT" });
let server: TestApp;
let ann: TestUser;
let bob: TestUser;
let admin: TestUser;
let own: DataSet;

beforeAll(async () => {
  server = await testApp({});
  [ann, bob, admin] = await Promise.all([server.as("user"), server.as("user"), server.as("admin")]);
  own = await readyBars(server, ann, { bars: BARS });
});
afterAll(() => server.close());

const share = (shared: boolean) =>
  ann.inject({ method: "PATCH", url: `/api/v1/data/${own.id}`, payload: { shared } });

describe("data sets of others", () => {
  const requests = (id: string) =>
    [
      ["GET", `/api/v1/data/${id}`, undefined],
      ["PATCH", `/api/v1/data/${id}`, { name: "mine" }],
      ["DELETE", `/api/v1/data/${id}`, undefined],
      ["GET", `/api/v1/data/${id}/columns`, undefined],
      ["GET", `/api/v1/data/${id}/quality`, undefined],
      ["POST", `/api/v1/data/${id}/quality`, undefined],
      ["GET", `/api/v1/data/${id}/quality.svg`, undefined],
      ["GET", `/api/v1/market/klines?dataSetId=${id}`, undefined],
      ["GET", `/api/v1/market/stats?dataSetId=${id}`, undefined],
      ["GET", `/api/v1/market/beside?dataSetId=${id}&interval=1h&from=0&to=1`, undefined],
      ["GET", `/api/v1/market/timeframes?dataSetId=${id}`, undefined],
    ] as const;

  test("are not there, for users and admins alike, as little as those that never were", async () => {
    for (const other of [bob, admin]) {
      for (const id of [own.id, randomUUID()]) {
        for (const [method, url, payload] of requests(id)) {
          const answer = await other.inject({
            method,
            url,
            ...(payload === undefined ? {} : { payload }),
          });
          expect([method, url, answer.statusCode, answer.json().code]).toEqual([
            method,
            url,
            404,
            "NOT_FOUND",
          ]);
        }
      }
      expect((await other.inject({ url: "/api/v1/data" })).json().items).toEqual([]);
      expect((await other.inject({ url: "/api/v1/market/symbols" })).json().items).toEqual([]);
    }
  });

  test("are there to read while they are shared, and change by their owner and admins only", async () => {
    expect((await share(true)).json()).toMatchObject({ shared: true });
    const seen = await bob.inject({ url: `/api/v1/data/${own.id}` });
    expect(seen.json()).toMatchObject({ own: false, owner: { id: ann.id } });
    expect((await bob.inject({ url: "/api/v1/data?owner=shared" })).json().items).toHaveLength(1);
    for (const [method, payload] of [["PATCH", { name: "mine" }], ["DELETE"]] as const) {
      const url = `/api/v1/data/${own.id}`;
      const answer = await bob.inject({ method, url, ...(payload ? { payload } : {}) });
      expect([answer.statusCode, answer.json().code]).toEqual([403, "FORBIDDEN"]);
    }
    const url = `/api/v1/data/${own.id}`;
    const byAdmin = await admin.inject({ method: "PATCH", url, payload: { name: "Shared bars" } });
    expect(byAdmin.json().name).toBe("Shared bars");
    expect((await bob.inject({ url: `${url}/columns` })).statusCode).toBe(200);
    expect((await share(false)).statusCode).toBe(200);
    expect((await bob.inject({ url })).statusCode).toBe(404);
  });

  test("are resolved for whoever may see them, when they are ready", async () => {
    const data = await server.app.data.resolve(own.id, { userId: ann.id });
    expect(data).toMatchObject({
      contentHash: own.contentHash,
      kind: "last",
      symbol: "ETHUSDT",
      facts: { rows: BARS },
      files: { contentHash: own.contentHash, options: { symbol: "ETHUSDT" } },
    });
    await expect(server.app.data.resolve(own.id, { userId: bob.id })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});

describe("columns", () => {
  const columns = (query = "", headers: Record<string, string> = {}) =>
    ann.inject({ url: `/api/v1/data/${own.id}/columns${query}`, headers });

  test("are the bars that the engine reads", async () => {
    const { statusCode, headers, rawPayload } = await columns();
    expect([statusCode, headers.etag]).toEqual([200, `"${own.contentHash}"`]);
    expect(headers["content-type"]).toBe("application/octet-stream");
    const read = await barsOfColumns(new Uint8Array(rawPayload));
    expect(read).toMatchObject({ count: BARS, symbol: "ETHUSDT", intervalMs: 60_000 });
    expect([...read.close]).toEqual([...bars.close]);
    expect(read.volume).toEqual(bars.volume);
  });

  test("are those of a range", async () => {
    const from = Date.UTC(2020, 0, 1, 5);
    const to = Date.UTC(2020, 0, 1, 6);
    const { rawPayload } = await columns(`?from=${from}&to=${to}`);
    const read = await barsOfColumns(new Uint8Array(rawPayload));
    expect([...read.open]).toEqual([...sliceBars(bars, from, to).open]);
    const empty = await columns("?from=0&to=1000");
    expect([empty.statusCode, empty.json().code]).toEqual([422, "BARS_RANGE_EMPTY"]);
    for (const query of ["?from=-1", "?from=x", "?to=1e99", "?to=1e400", "?since=1"]) {
      expect((await columns(query)).statusCode).toBe(400);
    }
  });

  test("come once to who keeps them, in parts, and packed", async () => {
    const whole = await columns();
    const etag = String(whole.headers.etag);
    expect((await columns("", { "if-none-match": etag })).statusCode).toBe(304);
    const part = await columns("", { range: "bytes=64-127" });
    expect([part.statusCode, part.headers["content-range"]]).toEqual([
      206,
      `bytes 64-127/${whole.rawPayload.length}`,
    ]);
    expect(part.rawPayload).toEqual(whole.rawPayload.subarray(64, 128));
    expect((await columns("", { range: "bytes=99999999-" })).statusCode).toBe(416);
    const packed = await columns("", { "accept-encoding": "br;q=1, gzip" });
    expect(packed.headers["content-encoding"]).toBe("gzip");
    expect(packed.rawPayload.length).toBeLessThan(whole.rawPayload.length);
    expect(gunzipSync(packed.rawPayload)).toEqual(whole.rawPayload);
    const packedTag = String(packed.headers.etag);
    expect((await columns("", { "if-none-match": packedTag })).statusCode).toBe(304);
    expect(packedTag).not.toBe(etag);
  });
});

describe("prices", () => {
  const market = (path: string, user = ann) => user.inject({ url: `/api/v1/market/${path}` });

  test("of any interval are those of the engine", async () => {
    const hours = resampleBars(bars, "1h", { incompleteLast: true });
    const { dataSetId, interval, intervalMs, openTimeMs, close, volume } = (
      await market("klines?symbol=ETHUSDT&interval=1h&limit=5")
    ).json();
    expect([dataSetId, interval, intervalMs]).toEqual([own.id, "1h", 3_600_000]);
    expect(openTimeMs).toHaveLength(5);
    expect(close).toEqual([...hours.close.slice(-5)].map((units) => units / 100));
    expect(volume).toEqual([...(hours.volume ?? []).slice(-5)]);
    const minutes = (await market(`klines?dataSetId=${own.id}&limit=10`)).json();
    const range = `from=0&to=${Date.UTC(2030, 0, 1)}`;
    const beside = await market(`beside?dataSetId=${own.id}&interval=1m&${range}&limit=10`);
    expect(beside.json().openTimeMs).toEqual(minutes.openTimeMs);
    expect([minutes.interval, minutes.close]).toEqual([
      "1m",
      [...bars.close.slice(-10)].map((units) => units / 100),
    ]);
  });

  test("that cannot be are refused in words", async () => {
    const cases = [
      ["klines", 400],
      ["klines?symbol=XRPUSDT", 404],
      ["klines?symbol=ethusdt", 400],
      ["klines?symbol=ETHUSDT&interval=90s", 422],
      ["klines?symbol=ETHUSDT&interval=5", 400],
      ["klines?symbol=ETHUSDT&limit=0", 400],
      ["klines?symbol=ETHUSDT&limit=100000", 400],
      [`beside?dataSetId=${own.id}&interval=1m&from=0&to=1&limit=25001`, 400],
      ["klines?symbol=ETHUSDT&from=0&to=1", 422],
      ["stats?symbol=XRPUSDT", 404],
      ["timeframes?symbol=XRPUSDT", 404],
    ] as const;
    for (const [path, status] of cases) {
      const answer = await market(path);
      expect([path, answer.statusCode]).toEqual([path, status]);
      expect(answer.json()).toMatchObject({ code: expect.any(String), hint: expect.any(String) });
    }
  });

  test("of the last day, symbols and timeframes", async () => {
    const { dataSetId, symbol, ...stats } = (await market("stats?symbol=ETHUSDT")).json();
    expect([dataSetId, symbol]).toEqual([own.id, "ETHUSDT"]);
    expect(stats).toMatchObject(dayStats(bars));
    expect((await market("stats?symbol=ETHUSDT")).json().last).toBe(stats.last);
    expect((await market("symbols")).json().items).toMatchObject([
      { symbol: "ETHUSDT", dataSetId: own.id, rows: BARS, dataSets: 1 },
    ]);
    expect((await market("symbols", bob)).json().items).toEqual([]);
    const all = (await market("timeframes")).json().items;
    const fitting = (await market("timeframes?symbol=ETHUSDT")).json().items;
    expect(all[0]).toEqual({ interval: "1s", intervalMs: 1000 });
    expect(fitting[0]).toEqual({ interval: "1m", intervalMs: 60_000 });
  });
});

describe("a quality report", () => {
  test("is made by a job, once, and comes with a calendar", async () => {
    const url = `/api/v1/data/${own.id}/quality`;
    expect((await ann.inject({ url })).json()).toEqual({ report: null, job: null });
    expect((await ann.inject({ url: `${url}.svg` })).statusCode).toBe(404);
    const started = await ann.inject({ method: "POST", url });
    expect(started.statusCode).toBe(202);
    const { job } = started.json();
    expect(job).toMatchObject({ kind: "quality", dataSetId: own.id });
    await server.app.jobs.ended(job.id, AbortSignal.timeout(20_000));
    const { report } = (await ann.inject({ url })).json();
    expect(report).toMatchObject({ symbol: "ETHUSDT", count: BARS, intervalMs: 60_000 });
    expect((await ann.inject({ method: "POST", url })).statusCode).toBe(200);
    const calendar = await ann.inject({ url: `${url}.svg`, headers: { "accept-language": "zh" } });
    expect(calendar.headers["content-type"]).toContain("image/svg+xml");
    expect(calendar.headers["content-security-policy"]).toContain("sandbox");
    expect(calendar.body).toMatch(/^<svg/);
    const other = await ann.inject({ url: `${url}?secondId=${own.id}` });
    expect(other.json()).toEqual({ report: null, job: null });
    const unfit = await ann.inject({ url: `${url}?markId=${own.id}` });
    expect([unfit.statusCode, unfit.json().code]).toEqual([422, "DATA_UNFIT"]);
  });
});

describe("jobs about data", () => {
  test("are listed and looked at by their owner", async () => {
    const list = (await ann.inject({ url: "/api/v1/data/jobs?kind=import" })).json();
    expect(list.items[0]).toMatchObject({ kind: "import", state: "done", dataSetId: own.id });
    const [{ id }] = list.items;
    const url = `/api/v1/data/jobs/${id}`;
    expect((await ann.inject({ url })).json().id).toBe(id);
    expect((await bob.inject({ url })).statusCode).toBe(404);
    expect((await bob.inject({ method: "POST", url: `${url}/cancel` })).statusCode).toBe(404);
    const ended = await ann.inject({ method: "POST", url: `${url}/cancel` });
    expect([ended.statusCode, ended.json().code]).toEqual([409, "CONFLICT"]);
  });

  test("pages of data sets and jobs go on where they ended, with cursors of this server only", async () => {
    const file = { name: "ETHUSDT.csv", content: klineCsv(20) };
    const more = [await upload(ann, [file]), await upload(ann, [file])];
    for (const { json } of more) await settled(server, ann, json().id);
    for (const path of ["data", "data/jobs"]) {
      const ids: string[] = [];
      let cursor = "";
      do {
        const query = cursor === "" ? "" : `&cursor=${cursor}`;
        const page = (await ann.inject({ url: `/api/v1/${path}?limit=1${query}` })).json();
        ids.push(...page.items.map((item: { id: string }) => item.id));
        cursor = page.nextCursor ?? "";
      } while (cursor !== "");
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.length).toBeGreaterThanOrEqual(3);
      const foreign = await ann.inject({ url: `/api/v1/${path}?cursor=abc` });
      expect([foreign.statusCode, foreign.json().code]).toEqual([400, "REQUEST_INVALID"]);
    }
  });
});

describe("removing", () => {
  test("waits for runs that need the data, and takes files and reports along", async () => {
    const data = await readyBars(server, ann, { bars: 200, seed: 9 });
    const url = `/api/v1/data/${data.id}`;
    const run = runRow(randomUUID(), ann.id, { data_set_id: data.id });
    await server.app.db
      .insertInto("runs")
      .values({ ...NO_FIGURES, error: null, ...run })
      .execute();
    const refused = await ann.inject({ method: "DELETE", url });
    expect([refused.statusCode, refused.json().code]).toEqual([409, "CONFLICT"]);
    await server.app.db.deleteFrom("runs").where("id", "=", run.id).execute();
    expect((await ann.inject({ method: "DELETE", url })).statusCode).toBe(204);
    expect((await ann.inject({ url })).statusCode).toBe(404);
    expect((await ann.inject({ method: "DELETE", url })).statusCode).toBe(404);
  });
});
