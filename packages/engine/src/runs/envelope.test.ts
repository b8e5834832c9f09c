import { describe, expect, test } from "vitest";
import { syntheticBars } from "../synthetic/synthetic-bars.js";
import { backtest } from "./backtest.js";
import { envelope, HEADLINE_METRICS, joinEnvelopes } from "./envelope.js";

const bars = syntheticBars({ seed: 8, bars: 20_000 });
const config = {
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000, leverage: 5 },
  fills: { rule: "touch" as const, maxParticipation: 0.05 },
  path: { model: "nearest" as const },
  strategy: {
    name: "dual-maker",
    bidSpread: 0.001,
    askSpread: 0.001,
    size: { equityRatio: 0.05 },
    orderRefreshMs: 15_000,
  },
};

describe("envelope", () => {
  test("runs every combination of assumptions, the configuration's own among them", async () => {
    const { rows, base } = await envelope({ bars, config });
    expect(rows).toHaveLength(5 * 2 * 4);
    expect(base).toEqual({ model: "nearest", rule: "touch", maxParticipation: 0.05 });
    const own = rows.find(
      (row) => row.model === "nearest" && row.rule === "touch" && row.maxParticipation === 0.05,
    );
    const { metrics } = await backtest({ bars, config });
    expect({ ...own?.metrics, tradesHash: null, resultHash: null }).toEqual({
      ...metrics,
      tradesHash: null,
      resultHash: null,
    });
  });

  test("gives the spread of every headline metric and what it comes from", async () => {
    const { rows, spreads } = await envelope({ bars, config });
    expect(spreads.map(({ metric }) => metric)).toEqual([...HEADLINE_METRICS]);
    const fills = spreads.find(({ metric }) => metric === "fills");
    const counts = rows.map(({ metrics }) => metrics.fills);
    expect(fills?.min).toBe(Math.min(...counts));
    expect(fills?.max).toBe(Math.max(...counts));
    expect(fills?.by.rule).toBeGreaterThan(0);
    expect(fills?.by.model).toBeGreaterThan(0);
  });

  test("has no caps where the bars have no volume", async () => {
    const { rows } = await envelope({
      bars: { ...bars, volume: null },
      config: { ...config, fills: { maxParticipation: null } },
    });
    expect(new Set(rows.map((row) => row.maxParticipation))).toEqual(new Set([null]));
  });

  test("pauses as often as it is told, and tells its progress then", async () => {
    const seen: number[] = [];
    await envelope({
      bars,
      config,
      participationCaps: [null],
      pauseBars: () => 10_000,
      onProgress: ({ bars: done }) => seen.push(done),
    });
    expect(seen.length).toBeGreaterThan(10);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });

  test("run in parts, and joined, it is the same", async () => {
    const whole = await envelope({ bars, config });
    for (const of of [2, 7]) {
      const parts = Array.from({ length: of }, (_, index) =>
        envelope({ bars, config, part: { index, of } }),
      );
      expect(joinEnvelopes(await Promise.all(parts))).toEqual(whole);
    }
  });

  test("can be cancelled", async () => {
    const controller = new AbortController();
    const running = envelope({
      bars,
      config,
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(running).rejects.toMatchObject({ code: "ABORTED" });
  });
});
