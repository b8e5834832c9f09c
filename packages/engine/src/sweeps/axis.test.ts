import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normaliseConfig } from "../config/normalise.js";
import { type ResolvedAxis, resolveAxis } from "./axis.js";
import { decimalSteps } from "./decimal-steps.js";
import { parseAxis } from "./parse-axis.js";
import { configAt } from "./set-point.js";

const CONFIG = normaliseConfig({
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000, leverage: 5 },
  strategy: { name: "dual-maker", bidSpread: 0.001, askSpread: 0.001, size: { equityRatio: 0.02 } },
});

function axisOf(text: string): ResolvedAxis {
  return resolveAxis(parseAxis(text), CONFIG);
}

function valuesOf(text: string): unknown {
  return axisOf(text).values;
}

describe("a range of decimals", () => {
  it("has the decimals that a person would write, and its ends", () => {
    expect(decimalSteps(0.001, 0.01, 0.0005, "x")).toEqual([
      0.001, 0.0015, 0.002, 0.0025, 0.003, 0.0035, 0.004, 0.0045, 0.005, 0.0055, 0.006, 0.0065,
      0.007, 0.0075, 0.008, 0.0085, 0.009, 0.0095, 0.01,
    ]);
    expect(decimalSteps(-0.3, 0.3, 0.1, "x")).toEqual([-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3]);
    expect(decimalSteps(1e-7, 3e-7, 1e-7, "x")).toEqual([1e-7, 2e-7, 3e-7]);
    expect(decimalSteps(5, 5, 1, "x")).toEqual([5]);
  });

  it("ends before an end that no step meets", () => {
    expect(decimalSteps(1, 10, 4, "x")).toEqual([1, 5, 9]);
  });

  it("is exact for every start, step and length", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -100_000, max: 100_000 }),
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 0, max: 9 }),
        (first, step, last, decimals) => {
          const decimal = (count: number) => Number(`${count}e-${decimals}`);
          const values = decimalSteps(
            decimal(first),
            decimal(first + step * last),
            decimal(step),
            "x",
          );
          expect(values).toEqual(
            Array.from({ length: last + 1 }, (_, k) => decimal(first + step * k) + 0),
          );
        },
      ),
    );
  });
});

describe("an axis", () => {
  it.each([
    ["strategy.bidSpread=0.001:0.002:0.0005", [0.001, 0.0015, 0.002]],
    ["account.leverage=3,5,10", [3, 5, 10]],
    ["strategy.bidSpread=0.001:0.1:log:3", [0.001, 0.01, 0.1]],
    ["strategy.bidSpread=0.001:0.002:linear:3", [0.001, 0.0015, 0.002]],
    ["path.model=direction, random", ["direction", "random"]],
    ["volatility.balance=true,false", [true, false]],
    ["fills.maxParticipation=null,0.1", [null, 0.1]],
    ["strategy.size.equityRatio=0.01,0.02", [0.01, 0.02]],
    ["fills.throughTicks=0:2:1", [0, 1, 2]],
    ["account.leverage=3,3.0,3", [3]],
    ["data.start=2024-01-01,2024-02-01", [1_704_067_200_000, 1_706_745_600_000]],
    ["instrument.makerFee=-0.0001:0.0001:0.0001", [-0.0001, 0, 0.0001]],
    ["path.seed=1,18446744073709551615", [1, "18446744073709551615"]],
  ])("%s", (text, values) => {
    expect(valuesOf(text)).toEqual(values);
  });

  it.each([
    ["strategy.bidSpred=1,2", "CONFIG_UNKNOWN_KEY", 'Did you mean "strategy.bidSpread"?'],
    ["strategy.size=1,2", "CONFIG_UNKNOWN_KEY", 'Did you mean "strategy.size.equityRatio"?'],
    ["strategy.bidSpread=0.01:0.001:0.001", "SWEEP_INVALID", "smaller end first"],
    ["strategy.bidSpread=0.001:0.01:0", "SWEEP_INVALID", "Count upwards"],
    ["strategy.bidSpread=0:0.01:log:4", "SWEEP_INVALID", "Begin above 0"],
    ["strategy.bidSpread=0.001:0.01:1e-9", "SWEEP_INVALID", "larger step"],
    ["strategy.bidSpread=", "SWEEP_INVALID", "PATH=FROM:TO:STEP"],
    ["=1,2", "SWEEP_INVALID", "PATH=FROM:TO:STEP"],
    ["account.initialBalance", "SWEEP_INVALID", "PATH=FROM:TO:STEP"],
    ["strategy.size.equityRatio", "SWEEP_INVALID", "PATH=FROM:TO"],
    ["strategy.bidSpread=1:2:3:4:5", "CONFIG_INVALID", "Write a number"],
    ["strategy.bidSpread=0.1:0.2:cubic:4", "SWEEP_INVALID", "PATH=FROM:TO:STEP"],
    ["account.leverage=3,many", "CONFIG_INVALID", "Write a number"],
    ["account.leverage=0:10:5", "CONFIG_INVALID", "above 0 and up to 1000"],
    ["path.model=1:2:1", "SWEEP_INVALID", "PATH=A,B,C"],
  ])("%s is refused", (text, code, part) => {
    let problem: unknown = null;
    try {
      axisOf(text);
    } catch (error) {
      problem = error;
    }
    expect(problem).toMatchObject({ code });
    expect(problem).toHaveProperty("hint", expect.stringContaining(part));
  });

  it("without values has the range and scale of its slider, all words, on and off", () => {
    const spread = axisOf("strategy.bidSpread");
    const { range } = spread;
    expect(spread.values).toBeNull();
    expect(range).toMatchObject({ scale: "log", whole: false });
    expect([0, 0.5].map(spread.at)).toEqual([
      range?.from,
      Number(Math.sqrt((range?.from ?? 0) * (range?.to ?? 0)).toPrecision(6)),
    ]);
    const five = resolveAxis({ path: "strategy.bidSpread", count: 5 }, CONFIG).values;
    expect([five?.length, five?.[0], five?.[4]]).toEqual([5, range?.from, range?.to]);
    expect(valuesOf("volatility.balance")).toEqual([false, true]);
    expect(valuesOf("fills.rule")).toEqual(["touch", "through"]);
  });

  it("gives samplers what lies at a place: six digits, whole numbers whole, both ends", () => {
    const spread = axisOf("strategy.bidSpread=0.001:0.1:log");
    expect([0, 0.5, 0.123].map(spread.at)).toEqual([0.001, 0.01, 0.00176198]);
    const ticks = axisOf("fills.throughTicks=1:3");
    expect([0, 0.34, 0.67, 0.999].map(ticks.at)).toEqual([1, 2, 3, 3]);
    const leverage = axisOf("account.leverage=3,5,10");
    expect([0, 0.34, 0.999].map(leverage.at)).toEqual([3, 5, 10]);
  });
});

describe("the configuration of a point", () => {
  it("has its values and is otherwise the same", () => {
    const paths = ["strategy.bidSpread", "instrument.tiers.0.maxLeverage", "account.leverage"];
    const config = normaliseConfig(configAt(CONFIG, paths, [0.004, 7, 2]));
    expect(config).toEqual({
      ...CONFIG,
      account: { ...CONFIG.account, leverage: 2 },
      strategy: { ...CONFIG.strategy, bidSpread: 0.004 },
      instrument: {
        ...CONFIG.instrument,
        tiers: CONFIG.instrument.tiers.map((tier, row) =>
          row === 0 ? { ...tier, maxLeverage: 7 } : tier,
        ),
      },
    });
  });

  it("has one form of a size", () => {
    expect(configAt(CONFIG, ["strategy.size.quantity"], [2])).toHaveProperty("strategy.size", {
      quantity: 2,
    });
  });
});
