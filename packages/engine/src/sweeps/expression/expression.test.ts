import { describe, expect, it } from "vitest";
import { evaluate, holds } from "./evaluate.js";
import { namesIn, type Operand, parseExpression } from "./parse.js";

const VALUES: Readonly<Record<string, Operand>> = {
  "strategy.bidSpread": 0.002,
  "strategy.askSpread": 0.003,
  "account.leverage": 10,
  "path.model": "random",
  "risk.maxDrawdown": null,
  "volatility.balance": true,
};

function value(text: string): Operand {
  return evaluate(parseExpression(text), (name) => VALUES[name] ?? null);
}

describe("an expression", () => {
  it.each([
    ["strategy.askSpread >= strategy.bidSpread", true],
    ["strategy.askSpread < strategy.bidSpread", false],
    ["1 + 2 * 3 - 4 / 2", 5],
    ["10 - 3 - 2", 5],
    ["-2 * -3", 6],
    ["-account.leverage + 1", -9],
    ["(1 + 2) * 3 % 4", 1],
    ["account.leverage == 10 && path.model == 'random'", true],
    ['path.model != "direction"', true],
    ["volatility.balance && !(account.leverage > 20)", true],
    ["risk.maxDrawdown == null", true],
    ["risk.maxDrawdown < 1", false],
    ["min(account.leverage, 3, 4) + max(1, abs(-2))", 5],
    ["account.leverage * strategy.bidSpread <= 0.02 || false", true],
    [".5e1", 5],
  ])("%s", (text, expected) => {
    expect(value(text)).toBe(expected);
  });

  it.each([
    ["", "a name or a number at character 1"],
    ["1 +", "character 4"],
    ["(1", 'expected ")"'],
    ["1 2", "an operator or the end at character 3"],
    ["a = b", "character 3"],
    ["constructor(1)", "one of min, max, abs"],
    ["`x`", "character 1"],
    ["a;b", "character 2"],
  ])("refuses %j and says where", (text, part) => {
    expect(() => parseExpression(text)).toThrow(part);
    expect(() => parseExpression(text)).toThrow(expect.objectContaining({ code: "SWEEP_INVALID" }));
  });

  it("names what it reads", () => {
    expect(namesIn(parseExpression("a.b > 1 && max(c, a.b) < -d"))).toEqual(["a.b", "c", "d"]);
  });

  it("does not hold when it is not a number", () => {
    expect(holds(Number.NaN)).toBe(false);
    expect(holds("yes")).toBe(false);
    expect(holds(2)).toBe(true);
  });

  it("refuses brackets without end", () => {
    expect(() => parseExpression("(".repeat(5000))).toThrow("fewer brackets");
  });
});
