/** Routes of the older system: its paths, its names, the runs and rules of this one. */
import { expect, test } from "vitest";
import { putBars, server } from "../runs/run-data.fixture.js";

const BASE = "/api/v1/backtest";
/** The synthetic bars begin on the first of January 2020. */
const FORM = {
  startDate: "2020-01-01",
  endDate: "2020-01-02",
  leverage: 3,
  spreadThreshold: 0.001,
};

function run(user: { inject: Inject }, payload: object) {
  return user.inject({ method: "POST", url: `${BASE}/run`, payload });
}

type Inject = Awaited<ReturnType<Awaited<ReturnType<typeof server>>["as"]>>["inject"];

test("a backtest runs, is in the history, and is deleted, all with the older names", async () => {
  const to = await server();
  const user = await to.as("user");
  await putBars(to, user.id, { bars: 2000 });
  const answer = await run(user, FORM);
  expect(answer.statusCode, answer.body).toBe(200);
  const { success, message, result_id: id, result } = answer.json();
  expect([success, message]).toEqual([true, "the backtest is done"]);
  expect(result).toMatchObject({
    id,
    strategy_name: "dual-maker",
    symbol: "ETHUSDT",
    timeframe: "1m",
    start_date: "2020-01-01",
    initial_capital: 10_000,
    leverage: 3,
    spread_threshold: 0.001,
  });
  expect(result.trade_count).toBeGreaterThan(0);
  expect(result.trade_history).toHaveLength(result.trade_count);
  expect(result.trade_history[0]).toMatchObject({ side: expect.stringMatching(/^(buy|sell)$/) });
  expect(result.equity_curve.at(-1)[1]).toBeCloseTo(result.final_equity, 6);

  // the same run with today's names
  const today = (await user.inject({ url: `/api/v1/runs/${id}` })).json();
  expect(today.summary).toMatchObject({
    totalReturn: result.total_return,
    maxDrawdown: result.max_drawdown,
    sharpe: result.sharpe_ratio,
    winRate: result.win_rate,
    fills: result.trade_count,
  });

  const again = (await user.inject({ url: `${BASE}/results/${id}` })).json();
  expect(again).toEqual({ success: true, result });
  const { history, count } = (await user.inject({ url: `${BASE}/history?limit=10` })).json();
  expect(count).toBe(1);
  expect(history[0]).toMatchObject({ id, total_return: result.total_return, trade_history: [] });

  const other = await to.as("user");
  expect((await other.inject({ url: `${BASE}/results/${id}` })).statusCode).toBe(404);
  expect((await other.inject({ url: `${BASE}/history` })).json().count).toBe(0);
  const request = { method: "DELETE", url: `${BASE}/results/${id}` } as const;
  expect((await other.inject(request)).statusCode).toBe(404);
  const gone = await user.inject({ ...request, headers: { "accept-language": "zh" } });
  expect(gone.json()).toEqual({ success: true, message: "回测结果已删除" });
  expect((await user.inject({ url: `${BASE}/results/${id}` })).statusCode).toBe(404);
});

test("what the older form refused is refused, and a symbol without bars", async () => {
  const to = await server();
  const user = await to.as("user");
  const wrong: readonly (readonly [object, number, string])[] = [
    [{ ...FORM, leverage: 101 }, 400, "REQUEST_INVALID"],
    [{ ...FORM, startDate: "2020-02-31" }, 400, "REQUEST_INVALID"],
    [{ ...FORM, script: "x" }, 400, "REQUEST_INVALID"],
    [{ startDate: "2020-01-01" }, 400, "REQUEST_INVALID"],
    [{ ...FORM, symbol: "BTCUSDT" }, 404, "NOT_FOUND"],
  ];
  for (const [payload, status, code] of wrong) {
    const response = await run(user, payload);
    expect([payload, response.statusCode, response.json().code]).toEqual([payload, status, code]);
  }
});

test("the cache is shown and emptied by administrators", async () => {
  const to = await server();
  const [user, admin] = [await to.as("user"), await to.as("admin")];
  await putBars(to, user.id, { bars: 2000 });
  await run(user, FORM);
  const status = (await admin.inject({ url: `${BASE}/cache/status` })).json();
  expect(status.cache_status.cache_info).toMatchObject({ enabled: true, file_count: 1 });
  expect(status.cache_status.cache_info.files[0].size_mb).toBeGreaterThan(0);
  expect(JSON.stringify(status)).not.toContain(to.home);
  const request = { method: "POST", url: `${BASE}/cache/clear` } as const;
  expect((await user.inject(request)).statusCode).toBe(403);
  expect((await admin.inject(request)).json().success).toBe(true);
  const empty = (await admin.inject({ url: `${BASE}/cache/status` })).json();
  expect(empty.cache_status.cache_info.file_count).toBe(0);
});

test("all of them are marked as deprecated", async () => {
  const { app } = await server();
  const { paths = {} } = app.swagger();
  const olds = Object.entries(paths).filter(([path]) => path.startsWith(`${BASE}/`));
  expect(olds).toHaveLength(5);
  for (const [, methods] of olds) {
    for (const one of Object.values(methods ?? {})) expect(one).toMatchObject({ deprecated: true });
  }
});

test("prices have the older names beside today's, and rows for those who ask with them", async () => {
  const to = await server();
  const user = await to.as("viewer");
  const owner = await to.as("user");
  await putBars(to, owner.id, { bars: 2000, shared: true });
  const get = async (path: string) => {
    const response = await user.inject({ url: `/api/v1/market/${path}` });
    expect(response.statusCode, response.body).toBe(200);
    return response.json();
  };
  const query = "symbol=ETHUSDT&timeframe=1h&start_date=2020-01-01&end_date=2020-01-02%2000:00:00";
  const bars = await get(`klines?${query}`);
  expect(bars).toMatchObject({ success: true, symbol: "ETHUSDT", timeframe: "1h", count: 24 });
  expect(bars.data).toHaveLength(24);
  expect(bars.data[1]).toMatchObject({
    timestamp: Date.UTC(2020, 0, 1, 1) / 1000,
    open: bars.open[1],
    high: bars.high[1],
    close: bars.close[1],
    volume: bars.volume[1],
    price_change: bars.close[1] - bars.open[1],
  });
  expect(await get("klines?symbol=ETHUSDT&interval=1h")).not.toHaveProperty("data");
  // the older requests named no data: they are about the first symbol
  const stats = await get("stats");
  expect(stats.stats).toMatchObject({
    symbol: "ETHUSDT",
    latest_price: stats.last,
    price_change_pct_24h: 100 * stats.changeRatio,
    high_24h: stats.high,
  });
  expect(await get("symbols")).toMatchObject({ symbols: ["ETHUSDT"], default: "ETHUSDT" });
  const { timeframes } = await get("timeframes");
  expect(timeframes).toContainEqual({ value: "1h", label: "1h" });
  const url = "/api/v1/market/klines?symbol=ETHUSDT&start_date=2020-99-99";
  expect((await user.inject({ url })).json().code).toBe("REQUEST_INVALID");
});

test("a log-in and a profile have the older names too", async () => {
  const to = await server();
  const password = "a long pass phrase";
  await to.app.accounts.users.create({ name: "ada", password, role: "user" });
  const logIn = await to.app.inject({
    method: "POST",
    url: "/api/v1/auth/login",
    payload: { username: "ada", password },
  });
  const { success, token, user, accessToken } = logIn.json();
  expect([success, token, user.username]).toEqual([true, accessToken, "ada"]);
  const headers = { authorization: `Bearer ${token}` };
  const get = async (path: string) =>
    (await to.app.inject({ url: `/api/v1/auth/${path}`, headers })).json();
  const profile = await get("profile");
  expect(profile).toMatchObject({ success: true, user: { username: "ada", role: "user" } });
  const permissions = await get("permissions");
  expect(permissions).toMatchObject({ success: true, role: "user" });
  expect(permissions.permissions).toEqual(permissions.scopes);
});
