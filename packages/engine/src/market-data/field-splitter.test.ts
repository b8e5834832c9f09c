import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FieldSplitter } from "./field-splitter.js";

describe("FieldSplitter", () => {
  it.each([
    ["a,b ,c", ["a", "b", "c"]],
    ['"a","b,c",d', ["a", "b,c", "d"]],
    ['a,b,"c,d"', ["a", "b", "c,d"]],
    ['"a""b",,""', ['a"b', "", ""]],
    ['"a",b', ["a", "b"]],
    ['"a",b,c,d', ["a", "b", "c", "d"]],
    ["a,b,c,d", ["a", "b", "c", "d"]],
  ])("splits %s", (line, fields) => {
    expect(new FieldSplitter(",", 3).split(line)).toEqual(fields);
    expect(new FieldSplitter(",", null).split(line)).toEqual(fields);
  });

  it("gives back any fields that were written with quotes", () => {
    const field = fc.string({ unit: fc.constantFrom(..."ab1.;\" '".split("")), maxLength: 5 });
    fc.assert(
      fc.property(fc.array(field, { minLength: 2, maxLength: 6 }), (fields) => {
        const line = fields.map((text) => `"${text.replaceAll('"', '""')}"`).join(";");
        const split = new FieldSplitter(";", fields.length).split(line);
        expect(split).toEqual(fields.map((text) => text.trim()));
      }),
    );
  });
});
