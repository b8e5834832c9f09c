/** Descriptors of strategies hold together, and the kernel knows every one of them. Design 4. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { LAYOUT } from "../../src/layout.gen.js";
import { EVERY_STRATEGY } from "../../src/strategies/every.js";
import {
  isWholeUnit,
  type NumberParameter,
  parameterCounts,
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
    const ids = EVERY_STRATEGY.map(({ id }) => id);
    const kernelIds = EVERY_STRATEGY.map(({ kernelId }) => kernelId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(kernelIds).size).toBe(kernelIds.length);
    expect(Math.min(...kernelIds)).toBeGreaterThan(0);
  });

  it("are listed only when they are described", () => {
    const described = EVERY_STRATEGY.filter((strategy) => STRATEGIES.includes(strategy));
    expect(STRATEGIES).toEqual(described);
  });
});

describe("parameterCounts", () => {
  const values = (more: object) => ({ range: "fixed", ...more });
  const counts = (id: string, name: string, given: Readonly<Record<string, unknown>>) => {
    const parameters = EVERY_STRATEGY.find((one) => one.id === id)?.parameters ?? [];
    const parameter = parameters.find((one) => one.name === name);
    if (parameter === undefined) throw new Error(`no ${id}.${name}`);
    return parameterCounts(parameter, parameters, given);
  };

  it("looks at the words of a choice, its default where none is given", () => {
    expect(counts("grid", "width", {})).toBe(false);
    expect(counts("grid", "width", values({ range: "centred" }))).toBe(true);
    expect(counts("grid", "lowerPrice", {})).toBe(true);
    expect(counts("grid", "initialPosition", { direction: "short" })).toBe(true);
    expect(counts("grid", "initialPosition", { direction: null })).toBe(false);
  });

  it("tells what is given from what is worked out", () => {
    expect(counts("avellaneda-stoikov", "kappaWindow", { kappa: null })).toBe(true);
    expect(counts("avellaneda-stoikov", "kappaWindow", { kappa: 500 })).toBe(false);
    expect(counts("hedge-grid", "atrPeriod", {})).toBe(false);
    expect(counts("hedge-grid", "atrPeriod", { balanceThreshold: 0 })).toBe(true);
  });
});

describe.each(
  EVERY_STRATEGY.map((strategy) => [strategy.id, strategy] as const),
)("%s", (id, strategy) => {
  it("says what it is and what its parameters are, in both languages", () => {
    for (const one of [strategy, ...strategy.parameters]) {
      expect(isText(one.label) && isText(one.help), one.label.en).toBe(true);
    }
  });

  it("names every parameter once, and size and refresh among them", () => {
    const names = strategy.parameters.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(["size", "orderRefreshMs"]));
  });

  it("names where it comes from, with a link", () => {
    for (const { citation, url } of strategy.source ?? []) {
      expect(citation.length).toBeGreaterThan(10);
      expect(new URL(url).protocol).toBe("https:");
    }
  });

  it("has choices with words in both languages, the default among them", () => {
    for (const parameter of strategy.parameters) {
      if (parameter.type !== "choice") continue;
      const values = parameter.values.map(({ value }) => value);
      expect(new Set(values).size).toBe(values.length);
      expect(values).toContain(parameter.default);
      for (const { label } of parameter.values) expect(label.zh).toMatch(/[\u4e00-\u9fff]/);
    }
  });

  it("has conditions and relations between parameters that it has, on values that they take", () => {
    const byName = new Map(strategy.parameters.map((one) => [one.name, one]));
    for (const { name, dependsOn = [] } of strategy.parameters) {
      for (const { parameter, values } of dependsOn) {
        const other = byName.get(parameter);
        if (other?.type === "choice") {
          const words = other.values.map(({ value }) => value);
          expect(words, name).toEqual(expect.arrayContaining([...(values ?? [name])]));
        } else if (other?.type === "boolean") {
          expect([true, false], name).toEqual(expect.arrayContaining([...(values ?? [name])]));
        } else {
          expect(other, name).toMatchObject({ type: "number", default: null });
          expect(values ?? [null], name).toEqual([null]);
        }
      }
    }
    for (const { less, than } of strategy.relations ?? []) {
      expect([byName.get(less)?.type, byName.get(than)?.type]).toEqual(["number", "number"]);
    }
    for (const name of Object.keys(strategy.starter ?? {})) expect(byName.has(name)).toBe(true);
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
      expect(parameter.none === undefined, name).toBe(value !== null);
      if (parameter.none !== undefined) expect(isText(parameter.none), name).toBe(true);
      if (typeof value !== "number") continue;
      expect(value, name).toBeGreaterThanOrEqual(min);
      expect(value, name).toBeLessThanOrEqual(max);
      if (isWholeUnit(parameter.unit)) expect(Number.isInteger(value), name).toBe(true);
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

  const listed = STRATEGIES.includes(strategy);
  it.runIf(listed)("has every parameter of its block read by its quoting code", () => {
    const source = readFileSync(join(QUOTING, `${id}.ts`), "utf8");
    const code = source.slice(source.lastIndexOf("} from"));
    for (const { name } of parameterSlots(strategy)) {
      const constant = `${constantCase(id)}_${constantCase(name)}`;
      expect(code, constant).toMatch(new RegExp(`\\b${constant}\\b`));
    }
    const index = readFileSync(join(QUOTING, "../index.ts"), "utf8");
    expect(index.split(`${constantCase(id)}_ID`).length).toBeGreaterThan(3);
  });

  it("needs no more levels than a side has room for", () => {
    const levels = numbersOf(strategy).find(({ name }) => name === "levels");
    expect(levels?.max ?? 2).toBeLessThanOrEqual(LAYOUT.SLOTS_PER_SIDE);
  });
});
