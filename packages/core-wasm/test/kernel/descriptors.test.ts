/** Descriptors of strategies hold together, and the kernel knows every one of them. Design 4. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { LAYOUT } from "../../src/layout.gen.js";
import {
  type NumberParameter,
  parameterSlots,
  STRATEGIES,
  type StrategyDescriptor,
  type Text,
} from "../../src/strategies/index.js";

const QUOTING = join(import.meta.dirname, "../../assembly/quoting");

function isText(text: Text): boolean {
  return text.en.trim().length > 1 && /[\u4e00-\u9fff]/.test(text.zh);
}

function numbersOf(strategy: StrategyDescriptor): NumberParameter[] {
  return strategy.parameters.flatMap((parameter) =>
    parameter.type === "number" ? [parameter] : [],
  );
}

function constantCase(name: string): string {
  return name
    .replaceAll("-", "_")
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toUpperCase();
}

describe("strategies", () => {
  it("have names and kernel numbers of their own", () => {
    const ids = STRATEGIES.map(({ id }) => id);
    const kernelIds = STRATEGIES.map(({ kernelId }) => kernelId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(kernelIds).size).toBe(kernelIds.length);
    expect(Math.min(...kernelIds)).toBeGreaterThan(0);
  });
});

describe.each(
  STRATEGIES.map((strategy) => [strategy.id, strategy] as const),
)("%s", (id, strategy) => {
  it("says what it is and what its parameters are, in both languages", () => {
    for (const one of [strategy, ...strategy.parameters]) {
      expect(isText(one.label) && isText(one.help), one.label.en).toBe(true);
    }
  });

  it("names every parameter once, and size and refresh among them", () => {
    const names = strategy.parameters.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(
      expect.arrayContaining(["bidSpread", "askSpread", "size", "orderRefreshMs"]),
    );
  });

  it("has bounds around sliders and defaults", () => {
    for (const parameter of numbersOf(strategy)) {
      const { name, min, max, sliderMin, sliderMax, step, scale } = parameter;
      expect([name, min <= sliderMin, sliderMin < sliderMax, sliderMax <= max, step > 0]).toEqual([
        name,
        true,
        true,
        true,
        true,
      ]);
      if (scale === "log") expect(sliderMin, name).toBeGreaterThan(0);
      const value = parameter.default;
      expect(parameter.required, name).toBe(value === undefined);
      if (typeof value !== "number") continue;
      expect(value, name).toBeGreaterThanOrEqual(min);
      expect(value, name).toBeLessThanOrEqual(max);
      if (parameter.unit !== "ratio") expect(Number.isInteger(value), name).toBe(true);
    }
  });

  it("fits into the parameter block, slot after slot", () => {
    let next = 0;
    for (const { slot, parameter } of parameterSlots(strategy)) {
      expect(slot).toBe(next);
      next += parameter.type === "size" ? 2 : 1;
    }
    expect(next).toBeLessThanOrEqual(LAYOUT.PARAMETER_COUNT);
  });

  it("has every parameter of its block read by its quoting code, and is told apart by the kernel", () => {
    const source = readFileSync(join(QUOTING, `${id}.ts`), "utf8");
    const code = source.slice(source.lastIndexOf("} from"));
    for (const { name } of parameterSlots(strategy)) {
      expect(code).toContain(`parameter(this, ${constantCase(id)}_${constantCase(name)}`);
    }
    const index = readFileSync(join(QUOTING, "../index.ts"), "utf8");
    expect(index.split(`${constantCase(id)}_ID`).length).toBeGreaterThan(3);
  });

  it("needs no more levels than a side has room for", () => {
    const levels = numbersOf(strategy).find(({ name }) => name === "levels");
    expect(levels?.max ?? 2).toBeLessThanOrEqual(LAYOUT.SLOTS_PER_SIDE);
  });
});
