import fc from "fast-check";
import { expect, it } from "vitest";
import { canonicalJson } from "./canonical-json.js";

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}

it("sorts keys and writes numbers in their shortest form", () => {
  const value = { b: 1.0, a: [1e21, 0.1, -0, null, true], "": { y: "é\n", x: undefined } };
  expect(canonicalJson(value)).toBe('{"":{"y":"é\\n"},"a":[1e+21,0.1,0,null,true],"b":1}');
});

it("does not depend on the order of keys, and holds the whole value", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(reversed(value))).toBe(text);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

it.each([Number.NaN, Number.POSITIVE_INFINITY, undefined, () => 1, 1n])("refuses %s", (value) => {
  expect(() => canonicalJson([value])).toThrow(TypeError);
});
