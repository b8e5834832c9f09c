/** Real archives, as the exchange packs them. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestApp, type TestUser, testApp } from "../harness.fixture.js";
import { settled, upload } from "./uploads.fixture.js";

const FOLDER = fileURLToPath(new URL("../../../../../shared/data/", import.meta.url));
const there = existsSync(FOLDER);
if (!there)
  process.stdout.write("skipped: tests of uploads of real data, ../shared/data is not there\n");

describe.skipIf(!there)("real archives", () => {
  let server: TestApp;
  let user: TestUser;
  beforeAll(async () => {
    server = await testApp();
    user = await server.as("user");
  });
  afterAll(() => server.close());

  async function bring(path: string, query = "") {
    const name = path.slice(path.lastIndexOf("/") + 1);
    const answer = await upload(user, [{ name, content: readFileSync(FOLDER + path) }], query);
    expect(answer.statusCode, answer.body).toBe(202);
    return settled(server, user, answer.json().id);
  }

  test("of bars, mark prices, funding rates and trades are known for what they are", async () => {
    const bars = await bring("perp_1m/ETHUSDT/ETHUSDT-1m-2024-01.zip");
    expect(bars).toMatchObject({
      state: "ready",
      kind: "last",
      symbol: "ETHUSDT",
      rows: 44_640,
      firstMs: Date.UTC(2024, 0, 1),
      lastMs: Date.UTC(2024, 0, 31, 23, 59),
      facts: { holes: 0, priceDecimals: 2, hasVolume: true },
    });
    const mark = await bring(
      "mark_1m/ETHUSDT/ETHUSDT-markPrice-1m-2024-01.zip",
      "?kind=mark&symbol=ETHUSDT",
    );
    expect(mark).toMatchObject({ state: "ready", kind: "mark", rows: 44_640 });
    const funding = await bring("funding/ETHUSDT-fundingRate.csv", "?symbol=ETHUSDT");
    expect(funding).toMatchObject({
      state: "ready",
      kind: "funding",
      rows: 6741,
      intervalMs: null,
    });
    const trades = await bring("ticks/APEUSDT-aggTrades-2024-10-18.zip");
    expect(trades).toMatchObject({ state: "ready", kind: "trades", rows: 45_342 });
    const quality = `/api/v1/data/${bars.id}/quality`;
    const payload = { markId: mark.id, fundingId: funding.id };
    const { job } = (await user.inject({ method: "POST", url: quality, payload })).json();
    await server.app.jobs.ended(job.id, AbortSignal.timeout(30_000));
    const { report } = (
      await user.inject({ url: `${quality}?markId=${mark.id}&fundingId=${funding.id}` })
    ).json();
    expect(report).toMatchObject({ count: 44_640, coverage: { holes: [] } });
    expect([report.mark, report.funding]).not.toContain(null);
    const stats = (await user.inject({ url: "/api/v1/market/stats?symbol=ETHUSDT" })).json();
    expect(stats).toMatchObject({ bars: 1440, toMs: Date.UTC(2024, 1, 1) });
    const range = `interval=8h&from=${Date.UTC(2024, 0, 10)}&to=${Date.UTC(2024, 0, 12)}`;
    const besides = `dataSetId=${bars.id}&markDataSetId=${mark.id}&fundingDataSetId=${funding.id}`;
    const beside = (await user.inject({ url: `/api/v1/market/beside?${besides}&${range}` })).json();
    expect(beside.openTimeMs).toHaveLength(6);
    // the exchange settles each 8 hours, and the sum goes up by what was settled
    for (let bar = 1; bar < 6; bar++) {
      expect(beside.rateSum[bar] - beside.rateSum[bar - 1]).toBeCloseTo(beside.rate[bar], 12);
      expect(Math.abs(beside.basisBps[bar])).toBeLessThan(50);
    }
    const wrong = `dataSetId=${bars.id}&markDataSetId=${funding.id}`;
    const refused = await user.inject({ url: `/api/v1/market/beside?${wrong}&${range}` });
    expect(refused.json().code).toBe("DATA_UNFIT");
    const klines = await user.inject({
      url: `/api/v1/market/klines?dataSetId=${trades.id}&interval=1h`,
    });
    expect(klines.json().close).toHaveLength(24);
  });
});
