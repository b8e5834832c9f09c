/** Parts that requests of several kinds of studies share, as TypeBox schemas: plain JSON, nothing coerced. */
import { type Static, Type } from "typebox";
import type { ConfigInput } from "../config/input.js";
import type { AxisValue, SweepAxis } from "../sweeps/axis.js";
import { SAMPLERS } from "../sweeps/samplers/names.js";
import type { SweepSampler } from "../sweeps/samplers/samplers.js";

export const CLOSED = { additionalProperties: false };

/** A path of the configuration, or a metric. */
export const Name = Type.String({ minLength: 1, maxLength: 200, pattern: "^[^\\u0000]*$" });

/** An expression over paths or metrics. */
export const Expression = Type.String({ minLength: 1, maxLength: 2000, pattern: "^[^\\u0000]*$" });

/** A configuration, checked by the engine itself. */
export const Config = Type.Unsafe<ConfigInput>({
  type: "object",
  additionalProperties: true,
  description: "A configuration, as docs/configuration.md says.",
});

// Several types in one schema, not a union: of a union validators take the first that a value can be turned into.
const Decimal = Type.Unsafe<number | string>({ type: ["number", "string"], maxLength: 64 });
const AnyValue = Type.Unsafe<AxisValue>({
  type: ["number", "string", "boolean", "null"],
  maxLength: 200,
});

/** 0 to 2^64 - 1; as text where it is above 2^53. */
export const Seed = Type.Unsafe<number | string>({
  type: ["integer", "string"],
  minimum: 0,
  pattern: "^[0-9]{1,20}$",
  description: "0 to 2^64 - 1; a text above 2^53.",
});

/** 0 to 2^53 - 1. */
export const WholeSeed = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

const List = Type.Object(
  { path: Name, values: Type.Array(AnyValue, { minItems: 1, maxItems: 100_000 }) },
  CLOSED,
);
const Range = Type.Object(
  {
    path: Name,
    from: Decimal,
    to: Decimal,
    step: Type.Optional(Decimal),
    count: Type.Optional(Type.Integer({ minimum: 1 })),
    scale: Type.Optional(Type.Enum(["linear", "log"] as const, { type: "string" })),
  },
  CLOSED,
);

const OwnRange = Type.Object(
  { path: Name, count: Type.Optional(Type.Integer({ minimum: 1 })) },
  CLOSED,
);

/** A parameter: named values, a range, or what it takes by itself. */
export const Axis = Type.Unsafe<SweepAxis>(Type.Union([List, Range, OwnRange]));

/** The parameters that a study moves. */
export const Axes = Type.Array(Axis, { minItems: 1, maxItems: 64 });

/** How a sweep picks points. */
export const Sampler = Type.Union([
  Type.Object({ kind: Type.Literal("grid") }, CLOSED),
  Type.Object(
    {
      kind: Type.Enum(
        SAMPLERS.filter((kind) => kind !== "grid"),
        { type: "string" },
      ),
      count: Type.Integer({ minimum: 1 }),
      seed: Type.Optional(Seed),
    },
    CLOSED,
  ),
]);

/** Conditions that must all hold. */
export const Conditions = Type.Array(Expression, { maxItems: 100 });

const Words = Type.Object(
  {
    expression: Expression,
    direction: Type.Optional(Type.Enum(["max", "min"] as const, { type: "string" })),
    penalties: Type.Optional(
      Type.Array(
        Type.Object({ condition: Expression, weight: Type.Number({ minimum: 0 }) }, CLOSED),
        {
          maxItems: 100,
        },
      ),
    ),
    constraints: Type.Optional(Conditions),
  },
  CLOSED,
);

/** What is looked for: a metric, an expression, or one with penalties and constraints. */
export const Objective = Type.Union([Words, Expression]);

/** Columns of metrics. */
export const MetricNames = Type.Unsafe<"all" | readonly string[]>({
  anyOf: [{ const: "all" }, { type: "array", items: Name, maxItems: 200 }],
});

/** Share of one, above 0. */
export const Drawdown = Type.Number({ exclusiveMinimum: 0, maximum: 1 });

/** A sampler as the engine takes it. */
export function samplerOf(sampler: Static<typeof Sampler> | undefined): SweepSampler | undefined {
  if (sampler === undefined || sampler.kind === "grid") return sampler;
  const { kind, count, seed } = sampler;
  return { kind, count, seed: seed === undefined ? undefined : seedOf(seed) };
}

/** A seed as the engine takes it. */
export function seedOf(seed: number | string): number | bigint {
  return typeof seed === "number" ? seed : BigInt(seed);
}
