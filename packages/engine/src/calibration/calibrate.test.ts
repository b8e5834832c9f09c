import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { barsFromTrades, type Trades } from "../market-data/trades/trades.js";
import { backtest } from "../runs/backtest.js";
import { RandomStream } from "../synthetic/random.js";
import { calibrate } from "./calibrate.js";
import { calibrate as calibrateFiles } from "./calibrate-node.js";
import { calibrationJson } from "./calibration-json.js";
import type { CalibrationOptions, CalibrationRow } from "./calibration-options.js";

const START_MS = Date.UTC(2024, 0, 1);

/** A driftless walk with a trade every second, the first of each minute at its very start. */
function secondTrades(minutes: number): Trades {
  const random = RandomStream.of(5, 0);
  const count = minutes * 60;
  let price = 200_000;
  return {
    symbol: "ETHUSDT",
    count,
    timeMs: Float64Array.from({ length: count }, (_, row) => START_MS + row * 1000),
    priceDecimals: 2,
    price: Int32Array.from({ length: count }, () => {
      price *= 1 + 0.0001 * random.nextBell();
      return Math.round(price);
    }),
    quantity: new Float64Array(count).fill(50),
    isBuyerMaker: new Uint8Array(count),
    source: { name: "walk", md5: null, synthetic: true },
    skippedRows: 0,
  };
}

const config = {
  instrument: { tickSize: "0.01", stepSize: "0.001", makerFee: 0.0001, takerFee: 0.0005 },
  account: { initialBalance: 10_000, leverage: 5 },
  path: { seed: 3 },
  fills: { maxParticipation: null },
  strategy: { name: "pure-maker", bidSpread: 0.001, askSpread: 0.001, size: { quantity: 1 } },
} as const;

const trades = secondTrades(600);
const asked: CalibrationOptions = { trades, config, refreshMs: [60_000, 20_000], seeds: 3 };

function rowOf(rows: readonly CalibrationRow[], wanted: Partial<CalibrationRow>): CalibrationRow {
  const found = rows.find((row) =>
    Object.entries(wanted).every(([name, value]) => Reflect.get(row, name) === value),
  );
  if (found === undefined) throw new Error(`no row ${JSON.stringify(wanted)}`);
  return found;
}

describe("calibrate", () => {
  it("gives the truth and every model by refresh time and fill rule", async () => {
    const { rows, trades: count, bars, seeds } = await calibrate(asked);
    const models = "trades direction nearest lowFirst highFirst random bridge".split(" ");
    expect(rows.map((row) => `${row.refreshMs} ${row.rule} ${row.model}`)).toEqual(
      [60_000, 20_000].flatMap((ms) =>
        ["touch", "through"].flatMap((rule) => models.map((model) => `${ms} ${rule} ${model}`)),
      ),
    );
    expect(rows.map(({ runs }) => runs).slice(0, 7)).toEqual([1, 1, 1, 1, 1, 3, 3]);
    expect([count, bars.count, seeds]).toEqual([36_000, 600, 3]);
    expect(rows.map(({ bias }) => bias === null)).toEqual(
      rows.map((row) => row.model === "trades"),
    );
  });

  it("says of each row what a backtest of it says", async () => {
    const { rows } = await calibrate(asked);
    const bars = barsFromTrades(trades, "1m");
    const run = async (model: "trades" | "nearest" | "bridge", seed = 3) => {
      const strategy = { ...config.strategy, orderRefreshMs: 20_000 };
      const fills = { ...config.fills, rule: "touch" } as const;
      const path = { model, seed };
      const own = { ...config, strategy, fills, path };
      return (await backtest({ bars, trades, config: own })).metrics;
    };
    const of = { refreshMs: 20_000, rule: "touch" } as const;
    const truth = rowOf(rows, { ...of, model: "trades" });
    const [onTrades, onBars] = [await run("trades"), await run("nearest")];
    expect(truth.fills.mean).toBe(onTrades.fills);
    expect(truth.total.mean).toBe(onTrades.finalEquity - 10_000);
    expect(truth.notional.mean).toBe(onTrades.turnover * 10_000);
    const row = rowOf(rows, { ...of, model: "nearest" });
    expect(row.spreadPnl.mean).toBe(onBars.spreadPnl);
    expect(row.bias?.fills).toMatchObject({
      absolute: onBars.fills - onTrades.fills,
      relative: (onBars.fills - onTrades.fills) / onTrades.fills,
      bps: null,
    });
    const bps = ({ finalEquity, turnover }: typeof onBars) => (finalEquity / 1e4 - 1) / turnover;
    expect(row.bias?.total.bps).toBeCloseTo(1e4 * (bps(onBars) - bps(onTrades)), 9);
    const drawn = await Promise.all([3, 4, 5].map((seed) => run("bridge", seed)));
    const mean = drawn.reduce((sum, { fills }) => sum + fills, 0) / 3;
    expect(rowOf(rows, { ...of, model: "bridge" }).fills.mean).toBeCloseTo(mean, 12);
  });

  it("finds bars true to the fill where quotes are renewed as each bar opens", async () => {
    const { rows } = await calibrate({ ...asked, refreshMs: [60_000] });
    for (const { bias } of rows) {
      if (bias === null) continue;
      expect(bias.fills.absolute).toBe(0);
      expect(bias.total.absolute).toBeCloseTo(0, 6);
    }
  });

  it("finds bridges nearest to the true number of fills where quotes are renewed inside bars", async () => {
    const result = await calibrate({ ...asked, refreshMs: [20_000], rules: ["through"] });
    const bridge = rowOf(result.rows, { model: "bridge" });
    const { absolute, standardError } = bridge.bias?.fills ?? { absolute: NaN, standardError: NaN };
    expect(Math.abs(absolute)).toBeLessThan(3 * standardError);
    const direction = rowOf(result.rows, { model: "direction" });
    expect(direction.bias?.fills.relative).toBeGreaterThan(1.5);
    const json = calibrationJson(result);
    expect(json.leastBiased).toMatchObject([
      { refreshMs: 20_000, rule: "through", byFills: ["bridge"] },
    ]);
    expect(json).toMatchObject({ kind: "calibration", version: 1, trades: 36_000 });
    expect(json.columns.fills.biasRelative[0]).toBeNull();
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
  });

  it("takes a strategy of one's own, by the path of its module", async () => {
    const module = fileURLToPath(new URL("../../test/callbacks/quiet-maker.mjs", import.meta.url));
    const { rows } = await calibrateFiles({
      ...asked,
      config: { ...config, strategy: { module, size: { quantity: 1 } } },
      models: ["bridge"],
      refreshMs: [20_000],
      seeds: 1,
    });
    expect(rows.map(({ model }) => model)).toEqual(["trades", "bridge", "trades", "bridge"]);
    for (const { fills } of rows) expect(fills.mean).toBeGreaterThan(10);
  });

  it("says how often each path renews quotes in fact", async () => {
    const { rows } = await calibrate({
      ...asked,
      trades: secondTrades(10),
      refreshMs: [20_000, 5_500],
    });
    const every = (refreshMs: number, model: "trades" | "nearest" | "bridge") =>
      rowOf(rows, { refreshMs, model }).renewedMs;
    expect([every(20_000, "trades"), every(20_000, "bridge")]).toEqual([20_000, 20_000]);
    expect(every(5_500, "trades")).toBe(6_000);
    expect(every(5_500, "bridge")).toBeCloseTo(6_000, -3);
    // Four points lie a third of a bar apart.
    expect(every(5_500, "nearest")).toBeCloseTo(20_000, -4);
  });

  it("tells its progress, and stops when it is cancelled", async () => {
    const seen: number[] = [];
    const stop = new AbortController();
    const running = calibrate({
      ...asked,
      signal: stop.signal,
      onProgress: ({ done, total }) => {
        seen.push(done);
        expect(total).toBe(2 * 2 * (1 + 4 + 2 * 3));
        if (done === 3) stop.abort();
      },
    });
    await expect(running).rejects.toMatchObject({ code: "ABORTED" });
    expect(seen).toEqual([1, 2, 3]);
  });

  it("takes its refresh times from the configuration and the bars when none are named", async () => {
    const strategy = { ...config.strategy, orderRefreshMs: 45_000 };
    const { rows } = await calibrate({
      trades: secondTrades(5),
      config: { ...config, strategy },
      models: ["direction"],
      rules: ["touch"],
    });
    expect([...new Set(rows.map(({ refreshMs }) => refreshMs))]).toEqual([
      45_000, 60_000, 20_000, 5_000,
    ]);
  });

  it.each([
    [{ seeds: 0 }, "seeds"],
    [{ seeds: 1.5 }, "seeds"],
    [{ refreshMs: [] }, "refreshMs"],
    [{ refreshMs: [-1] }, "refreshMs"],
    [{ rules: [] }, "rules"],
    [{ models: ["trades" as "bridge"] }, "models"],
  ])("refuses %j", async (wrong, field) => {
    await expect(calibrate({ ...asked, ...wrong })).rejects.toMatchObject({
      code: "CALIBRATION_INVALID",
      where: { field },
      hint: expect.any(String),
    });
  });
});
