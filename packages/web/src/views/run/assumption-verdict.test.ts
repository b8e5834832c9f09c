import { envelope, syntheticBars } from "@perpmill/engine";
import { expect, test } from "vitest";
import { verdictOf } from "./assumption-verdict";

const CONFIG = {
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000, leverage: 5 },
  strategy: { name: "dual-maker", bidSpread: 0.001, askSpread: 0.001, size: { equityRatio: 0.02 } },
};

test("an envelope becomes what its sentences need", async () => {
  const result = await envelope({ bars: syntheticBars({ seed: 3, bars: 20_000 }), config: CONFIG });
  const verdict = verdictOf(result);
  const returns = result.rows.map(({ metrics }) => metrics.totalReturn);
  expect(verdict.combinations).toBe(30);
  expect(verdict.gains).toBe(returns.filter((value) => value > 0).length);
  expect(verdict.totalReturn.min).toBe(Math.min(...returns));
  expect(verdict.totalReturn.max).toBe(Math.max(...returns));
  const effects = verdict.effects.map(({ effect }) => effect);
  expect(effects).toEqual([...effects].sort((a, b) => b - a));
  expect(verdict.effects[0]?.share).toBe(1);
  expect(verdict.againstReturn).toBeCloseTo(
    (effects[0] ?? 0) / Math.abs(verdict.totalReturn.base ?? 0),
    12,
  );
  expect(verdict.markoutBps[1].base).not.toBeNull();
  expect(verdict.ambiguous.max).toBeGreaterThanOrEqual(verdict.ambiguous.base ?? 0);
});

test("runs without a fill have neither effects nor shares", async () => {
  const config = { ...CONFIG, strategy: { ...CONFIG.strategy, bidSpread: 0.9, askSpread: 0.9 } };
  const result = await envelope({ bars: syntheticBars({ seed: 3, bars: 2000 }), config });
  const verdict = verdictOf(result);
  expect(verdict.gains).toBe(0);
  expect(verdict.againstReturn).toBeNull();
  expect(verdict.effects.every(({ share }) => share === 0)).toBe(true);
  expect(verdict.ambiguous).toEqual({ base: null, min: null, max: null });
});
