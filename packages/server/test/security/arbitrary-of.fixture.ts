/** Values that a JSON schema allows, and values that somebody may send all the same. */
import fc, { type Arbitrary } from "fast-check";
import type { JsonSchema } from "./operations.fixture.js";

/** What breaks programs that did not expect it. */
const HOSTILE: readonly unknown[] = [
  "",
  " ",
  "\u0000",
  "'; drop table runs; --",
  "' or '1'='1",
  "%27%20or%201=1",
  "../../../../etc/passwd",
  "..\\..\\secret",
  "C:\\Windows\\win.ini",
  "/dev/zero",
  "<script>alert(1)</script>",
  "=cmd|'/c calc'!A1",
  "\ud800",
  "\u202e\u0000\uffff",
  "x".repeat(5000),
  "NaN",
  "__proto__",
  "constructor",
  0,
  -1,
  -0,
  0.5,
  1e308,
  -1e308,
  2 ** 53,
  8.64e15,
  true,
  null,
  [],
  {},
  [[[[]]]],
  { __proto__: null, constructor: { prototype: {} }, toString: 1 },
  Array.from({ length: 1000 }, () => 0),
];

/** Draws values for schemas. */
export class Values {
  readonly #shared: Readonly<Record<string, JsonSchema>>;
  readonly #ids: readonly string[];

  /** @param ids that exist, drawn now and then where an id goes */
  constructor(shared: Readonly<Record<string, JsonSchema>>, ids: readonly string[]) {
    this.#shared = shared;
    this.#ids = ids;
  }

  /** Mostly what the schema allows; now and then, at any depth, something else. */
  of(schema: JsonSchema): Arbitrary<unknown> {
    return fc.oneof(
      { weight: 9, arbitrary: this.#allowed(schema) },
      { weight: 1, arbitrary: fc.constantFrom(...HOSTILE) },
    );
  }

  #allowed(schema: JsonSchema): Arbitrary<unknown> {
    const { $ref, anyOf, oneOf, enum: values, const: value, type } = schema;
    if (typeof $ref === "string") {
      const target = this.#shared[$ref.replace("#/components/schemas/", "")];
      return target === undefined ? fc.jsonValue() : this.#allowed(target);
    }
    if (Array.isArray(anyOf)) return fc.oneof(...anyOf.map((one: JsonSchema) => this.of(one)));
    if (Array.isArray(oneOf)) return fc.oneof(...oneOf.map((one: JsonSchema) => this.of(one)));
    if (Array.isArray(values)) return fc.constantFrom(...values);
    if (value !== undefined) return fc.constant(value);
    switch (type) {
      case "string":
        return this.#string(schema);
      case "integer":
      case "number":
        return numbers(schema);
      case "boolean":
        return fc.boolean();
      case "null":
        return fc.constant(null);
      case "array":
        return this.#array(schema);
      case "object":
        return this.#object(schema);
      default:
        return fc.jsonValue();
    }
  }

  #string({ format, pattern, minLength = 0, maxLength = 300 }: JsonSchema): Arbitrary<unknown> {
    if (format === "uuid") return fc.oneof(fc.uuid(), fc.constantFrom(...this.#ids));
    if (typeof pattern === "string") return fc.stringMatching(new RegExp(pattern));
    return fc.string({
      minLength: Number(minLength),
      maxLength: Math.min(300, Number(maxLength)),
      unit: "grapheme",
    });
  }

  #array({ items, minItems = 0, maxItems = 5 }: JsonSchema): Arbitrary<unknown> {
    return fc.array(this.of(isSchema(items) ? items : {}), {
      minLength: Number(minItems),
      maxLength: Math.min(Number(maxItems), Number(minItems) + 5),
    });
  }

  #object({ properties, required, additionalProperties }: JsonSchema): Arbitrary<unknown> {
    const members = Object.entries(isSchema(properties) ? properties : {});
    const model = Object.fromEntries(
      members.map(([name, one]) => [name, this.of(isSchema(one) ? one : {})]),
    );
    const requiredKeys = Array.isArray(required) ? required.map(String) : [];
    const known = fc.record(model, { requiredKeys });
    if (additionalProperties === false) return known;
    const further = fc.dictionary(fc.string({ maxLength: 20 }), fc.jsonValue(), { maxKeys: 3 });
    return fc.tuple(known, further).map(([one, more]) => ({ ...more, ...one }));
  }
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function numbers({ type, minimum = -1e9, maximum = 1e9 }: JsonSchema): Arbitrary<unknown> {
  const [min, max] = [Number(minimum), Number(maximum)];
  const edges = fc.constantFrom(min, max, min - 1, max + 1);
  const within =
    type === "integer"
      ? fc.integer({ min: Math.ceil(min), max: Math.min(Math.floor(max), Number.MAX_SAFE_INTEGER) })
      : fc.double({ min, max, noNaN: true });
  return fc.oneof({ weight: 6, arbitrary: within }, { weight: 1, arbitrary: edges });
}
