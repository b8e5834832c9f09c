import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PerpmillError } from "../errors.js";
import { MINIMAL } from "./config.fixture.js";
import { normaliseConfig } from "./normalise.js";
import { parseConfigText } from "./parse-text.js";
import { placeOf } from "./text-places.js";

function failure(text: string): PerpmillError {
  try {
    parseConfigText(text, "config.json");
  } catch (error) {
    if (error instanceof PerpmillError) return error;
    throw error;
  }
  throw new Error("expected an error");
}

describe("parseConfigText", () => {
  it("reads whatever JSON.stringify writes", () => {
    const indent = fc.constantFrom(0, 2, "\t");
    fc.assert(
      fc.property(fc.jsonValue(), indent, (value, space) => {
        const text = JSON.stringify(value, null, space);
        expect(parseConfigText(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it("reads comments, trailing commas and a byte order mark", () => {
    const text = `\uFEFF// head
      { /* one */ "a": [1, 2,], // two
        "b": "// no comment /* nor this */",
      } // end`;
    expect(parseConfigText(text)).toEqual({ a: [1, 2], b: "// no comment /* nor this */" });
  });

  it("keeps a key named __proto__ a key", () => {
    const value = parseConfigText('{ "__proto__": { "a": 1 } }') as object;
    expect(Object.keys(value)).toEqual(["__proto__"]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  it.each([
    ["", 1, 1, "the configuration is empty"],
    [" // only a comment\n", 2, 1, "the configuration is empty"],
    ["{", 1, 2, "expected a key in double quotes, found the end of the text"],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3, 'expected a comma or } after a member, found "\\""'],
    ['{ "a" 1 }', 1, 7, 'expected a colon after "a", found "1"'],
    ["{ a: 1 }", 1, 3, 'expected a key in double quotes, found "a"'],
    ['{ "a": nul }', 1, 8, 'expected a value, found "nul"'],
    ['{ "a": 01 }', 1, 8, 'expected a value, found "01"'],
    ['{ "a": .5 }', 1, 8, 'expected a value, found ".5"'],
    ['{ "a": 1, "a": 2 }', 1, 11, 'the key "a" is given twice'],
    ['{ "a": "open }', 1, 8, "a text is not closed"],
    ['{ "a": "\\x" }', 1, 8, "a text is not closed on its line or has a wrong"],
    ["{} {}", 1, 4, '"{" follows the end of the configuration'],
    ["{ /* open }", 1, 3, "a comment is not closed"],
    ["[1,,2]", 1, 4, 'expected a value, found ","'],
    ["PK\u0003\u0004", 1, 1, 'expected a value, found "PK"'],
    ['{ "a": 0.10000000000000000001 }', 1, 8, "has more digits than a 64-bit number holds"],
    ["[".repeat(65), 1, 65, "more than 64 objects or lists"],
  ])("says where %j is wrong", (text, line, column, message) => {
    const error = failure(text);
    expect(error.code).toBe("CONFIG_INVALID");
    expect(error.detail).toContain(message);
    expect(error.where).toEqual({ file: "config.json", line, column });
    expect(error.hint).toBeTruthy();
  });

  it("keeps every digit of a seed of 64 bits", () => {
    for (const seed of ["9007199254740993", "1234567890123456789", "18446744073709551615"]) {
      const path = `"path": { "model": "random", "seed": ${seed} }`;
      const config = parseConfigText(`{ ${path}, ${JSON.stringify(MINIMAL).slice(1)}`);
      expect(normaliseConfig(config).path.seed).toBe(seed);
    }
    const over = `{ "path": { "seed": 18446744073709551616 }, ${JSON.stringify(MINIMAL).slice(1)}`;
    expect(() => normaliseConfig(parseConfigText(over))).toThrow("path.seed must be");
  });

  it("ends with an error of its own or a value for any text", () => {
    const pieces = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"a"',
      "1",
      "true",
      "//",
      "/*",
      "\n",
      '"',
      "\\",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 20 }), (parts) => {
        try {
          parseConfigText(parts.join(""));
        } catch (error) {
          expect(error).toBeInstanceOf(PerpmillError);
        }
      }),
    );
  });

  it("remembers the place of every member", () => {
    const value = parseConfigText('{\n  "a": { "b": [10,\n    20] }\n}');
    expect(placeOf(value, "a.b")).toEqual({ line: 2, column: 10 });
    expect(placeOf(value, "a.b.1")).toEqual({ line: 3, column: 5 });
    expect(placeOf(value, "a.missing")).toEqual({ line: 2, column: 3 });
    expect(placeOf(value, "missing")).toBeNull();
    expect(placeOf({ a: 1 }, "a")).toBeNull();
  });
});
