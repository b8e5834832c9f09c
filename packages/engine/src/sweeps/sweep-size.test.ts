import { expect, test } from "vitest";
import { parseAxis } from "./parse-axis.js";
import { sweepSize } from "./sweep-size.js";

const CONFIG = {
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000, leverage: 5 },
  strategy: { name: "dual-maker", bidSpread: 0.001, askSpread: 0.001, size: { equityRatio: 0.02 } },
};
const AXES = ["strategy.bidSpread=0.001:0.003:0.001", "strategy.askSpread=0.001,0.002"].map(
  parseAxis,
);

test("a sweep's rows are counted before it is run", () => {
  const constraints = ["strategy.askSpread >= strategy.bidSpread"];
  expect(sweepSize({ config: CONFIG, axes: AXES, constraints })).toEqual({
    rows: 3,
    leftOut: 3,
    axes: [
      { path: "strategy.bidSpread", values: [0.001, 0.002, 0.003] },
      { path: "strategy.askSpread", values: [0.001, 0.002] },
    ],
  });
});

test("a range without a step is counted by its sampler, and refused by a grid", () => {
  const axes = [parseAxis("strategy.bidSpread=0.001:0.003")];
  const sampler = { kind: "sobol", count: 16 } as const;
  expect(sweepSize({ config: CONFIG, axes, sampler })).toEqual({
    rows: 16,
    leftOut: 0,
    axes: [{ path: "strategy.bidSpread", values: null }],
  });
  expect(() => sweepSize({ config: CONFIG, axes })).toThrow(
    expect.objectContaining({ code: "SWEEP_INVALID" }),
  );
});
