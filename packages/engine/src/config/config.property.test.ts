import fc from "fast-check";
import Schema from "typebox/schema";
import { describe, expect, it } from "vitest";
import { PerpmillError } from "../errors.js";
import { PRESET_NAMES } from "../instruments/presets.js";
import { isWholeUnit, listStrategies, type StrategyParameter } from "../strategies/registry.js";
import { canonicalJson } from "./canonical-json.js";
import { type FieldRule, ruleOf } from "./fields.js";
import { configJsonSchema } from "./json-schema.js";
import { normaliseConfig, parseConfig } from "./normalise.js";
import { parseConfigText } from "./parse-text.js";
import { SECTIONS } from "./schema.js";
import { starterConfig } from "./starter.js";

/** A number as it is, or as text: both must be read alike. */
function written(value: fc.Arbitrary<number>): fc.Arbitrary<number | string> {
  return fc
    .tuple(value, fc.boolean())
    .map(([number, asText]) => (asText ? String(number) : number));
}

function decimalBetween(min: number, max: number, whole: boolean): fc.Arbitrary<number | string> {
  if (whole) return written(fc.integer({ min: Math.ceil(min), max: Math.min(max, 2 ** 40) }));
  return written(
    fc.integer({ min: 0, max: 10_000 }).map((step) => {
      const value = min + ((Math.min(max, 1e6) - min) * step) / 10_000;
      return Number(value.toPrecision(12));
    }),
  );
}

function byRule(rule: FieldRule): fc.Arbitrary<unknown> {
  switch (rule.kind) {
    case "decimal": {
      const min = rule.above === undefined ? (rule.min ?? -1e6) : rule.above + 1e-6;
      return decimalBetween(min, rule.max ?? 1e6, rule.whole === true);
    }
    case "choice":
      return fc.constantFrom(...rule.values);
    case "flag":
      return fc.boolean();
    case "hours":
      return fc.constantFrom("08:00-20:00", "Fri-Mon 22:00-02:00, Sat 00:00-24:00");
    case "seed":
      return fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String);
    default:
      return fc.string();
  }
}

function parameter(descriptor: StrategyParameter): fc.Arbitrary<unknown> {
  switch (descriptor.type) {
    case "size": {
      const amount = decimalBetween(1e-6, 100, false);
      return fc.oneof(fc.record({ equityRatio: amount }), fc.record({ quantity: amount }));
    }
    case "boolean":
      return fc.option(fc.boolean());
    case "choice":
      return fc.constantFrom(...descriptor.values.map(({ value }) => value));
    case "number":
      return decimalBetween(descriptor.min, descriptor.max, isWholeUnit(descriptor.unit));
  }
}

const STRATEGY = fc.constantFrom(...listStrategies()).chain((descriptor) => {
  const members = descriptor.parameters.map((entry) => [entry.name, parameter(entry)]);
  const required = descriptor.parameters.filter((entry) => entry.required);
  const shape: Record<string, fc.Arbitrary<unknown>> = Object.fromEntries(members);
  return fc
    .record(shape, { requiredKeys: required.map(({ name }) => name) })
    .filter((parameters) =>
      (descriptor.relations ?? []).every(
        ({ less, than }) => Number(parameters[less]) < Number(parameters[than]),
      ),
    )
    .map((parameters) => ({ name: descriptor.id, ...parameters }));
});

const STEP = written(
  fc
    .tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 0, max: 10 }))
    .map(([mantissa, decimals]) => Number(`${mantissa}e-${decimals}`)),
);

const TIERS = fc
  .array(fc.integer({ min: 1, max: 1e9 }), { minLength: 1, maxLength: 5 })
  .map((caps) => [...new Set(caps)].sort((a, b) => a - b))
  .chain((caps) => fc.tuple(fc.constant(caps), fc.boolean()))
  .map(([caps, open]) =>
    caps.map((notionalCap, row) => ({
      notionalCap: open && row === caps.length - 1 ? null : notionalCap,
      maxLeverage: 1000 - row,
      maintenanceRate: 0.004 * (row + 1),
      maintenanceAmount: row * 10,
    })),
  );

const INSTRUMENT = fc.oneof(
  fc.constantFrom(...PRESET_NAMES),
  fc.record({ preset: fc.constantFrom(...PRESET_NAMES), takerFee: decimalBetween(0, 0.1, false) }),
  fc.record(
    { symbol: fc.string(), tickSize: STEP, stepSize: STEP, tiers: TIERS },
    { requiredKeys: ["tickSize", "stepSize"] },
  ),
);

function sectionOf(name: keyof typeof SECTIONS, left: readonly string[] = []) {
  const members = Object.entries(SECTIONS[name].properties)
    .filter(([key]) => !left.includes(key))
    .map(([key, schema]) => {
      const rule = ruleOf(schema);
      if (rule === null) throw new Error(`${name}.${key} has no rule`);
      const isNullable = rule.fallback !== undefined;
      return [key, isNullable ? fc.option(byRule(rule), { freq: 4 }) : byRule(rule)];
    });
  return fc.record(Object.fromEntries(members), { requiredKeys: [] });
}

/** Valid configurations: every key of the schema, each as number, text, null or absent. */
const CONFIG = fc.record(
  {
    instrument: INSTRUMENT,
    data: fc.record(
      {
        start: fc.constantFrom(null, "2024-01-01", 1_704_067_200_000),
        end: fc.constantFrom(null, "2024-02-01T08:30Z"),
      },
      { requiredKeys: [] },
    ),
    account: fc
      .tuple(
        sectionOf("account", ["positionMode", "leverage", "initialBalance"]),
        decimalBetween(1, 1e6, false),
      )
      .map(([account, initialBalance]) => ({ ...account, initialBalance })),
    path: fc.option(sectionOf("path")),
    fills: sectionOf("fills"),
    funding: fc.oneof(
      fc.constant({ mode: "none" }),
      fc.record({ mode: fc.constant("constant"), rate: decimalBetween(-1, 1, false) }),
    ),
    rebate: sectionOf("rebate"),
    risk: sectionOf("risk"),
    volatility: sectionOf("volatility", ["atrPeriod"]).map((section) => ({
      ...section,
      atrPeriod: 14,
    })),
    quoting: sectionOf("quoting", ["hangingOrders"]),
    output: sectionOf("output"),
    strategy: STRATEGY,
  },
  { requiredKeys: ["instrument", "account", "strategy"] },
);

describe("normalising a valid configuration", () => {
  it("is idempotent, bit for bit and through a text", () => {
    fc.assert(
      fc.property(CONFIG, fc.boolean(), (input, hasInterval) => {
        const config = hasInterval
          ? normaliseConfig(input, { intervalMs: 60_000 })
          : parseConfig(input);
        const text = JSON.stringify(config);
        expect(JSON.stringify(parseConfig(config))).toBe(text);
        expect(JSON.stringify(parseConfig(parseConfigText(text)))).toBe(text);
      }),
    );
  });

  it("does not depend on the order of keys or on how numbers are written", () => {
    fc.assert(
      fc.property(CONFIG, (input) => {
        const reordered = JSON.parse(canonicalJson(input));
        expect(canonicalJson(parseConfig(reordered))).toBe(canonicalJson(parseConfig(input)));
      }),
    );
  });
});

describe("the exported schema", () => {
  const validator = Schema.Compile(configJsonSchema() as Schema.XSchema);

  it("accepts every valid configuration, and what it normalises to", () => {
    fc.assert(
      fc.property(CONFIG, (input) => {
        expect(validator.Check(input)).toBe(true);
        expect(validator.Check(JSON.parse(JSON.stringify(parseConfig(input))))).toBe(true);
      }),
    );
  });

  it("refuses nothing that is accepted, whatever is put in one place", () => {
    const base = JSON.parse(JSON.stringify(parseConfigText(starterConfig("en"))));
    const paths = Object.entries(base)
      .filter(([, section]) => typeof section === "object")
      .flatMap(([name, section]) => Object.keys(section as object).map((key) => [name, key]));
    const value = fc.oneof(
      fc.constantFrom(null, true, -1, 0, 0.5, 1, 2, 1e9, "", "0.5", "x", "random", "2024-01-01"),
      fc.jsonValue({ maxDepth: 2 }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...paths), value, ([section, key], member) => {
        const input = { ...base, [section]: { ...base[section], [key]: member } };
        try {
          normaliseConfig(input);
        } catch (error) {
          expect(error).toBeInstanceOf(PerpmillError);
          return;
        }
        expect(validator.Check(input)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    [{}],
    [{ acount: {} }],
    [{ strategy: { name: "dual-maker", bidSpread: 2 } }],
    [{ strategy: { name: "unknown" } }],
    [{ instrument: "UNKNOWN" }],
    [{ fills: { maxParticipation: 2 } }],
    [{ path: { model: "sideways" } }],
  ])("refuses %j", (change) => {
    expect(validator.Check(change)).toBe(false);
    const valid = JSON.parse(JSON.stringify(parseConfigText(starterConfig("en"))));
    expect(validator.Check(valid)).toBe(true);
    const isEmpty = Object.keys(change).length === 0;
    if (!isEmpty) expect(validator.Check({ ...valid, ...change })).toBe(false);
  });

  it("is plain JSON with a description for every member, without our own keyword", () => {
    const text = JSON.stringify(configJsonSchema());
    expect(JSON.parse(text)).toEqual(configJsonSchema());
    expect(text).not.toContain("x-perpmill");
    expect(text).toContain('"$schema":"https://json-schema.org/draft/2020-12/schema"');
  });
});
