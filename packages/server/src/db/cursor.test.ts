import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeNumberCursor, decodeTextCursor, encodeCursor } from "./cursor.js";

test("a cursor comes back as it was, infinite numbers and all text too", () => {
  const id = fc.uuid();
  fc.assert(
    fc.property(fc.option(fc.double({ noNaN: true })), id, (value, id) => {
      const read = decodeNumberCursor(encodeCursor({ value, id }), false);
      expect(read.id).toBe(id);
      expect(read.value === value || Object.is(read.value, value)).toBe(true);
    }),
  );
  const text = fc.string({ unit: "binary", maxLength: 40 }).filter((one) => !one.includes("\0"));
  fc.assert(
    fc.property(fc.option(text), id, (value, id) => {
      const cursor = encodeCursor({ value, id });
      expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
      expect(decodeTextCursor(cursor)).toEqual({ value, id });
    }),
  );
});

test("what this server did not give is refused, whatever it is", () => {
  const foreign = [
    "",
    "x",
    btoa("null"),
    btoa("[1]"),
    btoa('["1"]'),
    btoa('["1",2]'),
    btoa('[1,"a"]'),
    btoa('["one","a"]'),
    btoa('["","a"]'),
    btoa('["NaN","a"]'),
    btoa('["1","a\\u0000"]'),
    btoa(`["1","${"a".repeat(65)}"]`),
  ];
  for (const cursor of foreign) {
    expect(() => decodeNumberCursor(cursor, false), cursor).toThrow(/cursor/);
  }
  expect(() => decodeNumberCursor(btoa('["1.5","a"]'), true)).toThrow(/cursor/);
  expect(() => decodeNumberCursor(btoa('["1e300","a"]'), true)).toThrow(/cursor/);
  expect(() => decodeTextCursor(btoa('["a\\u0000b","a"]'))).toThrow(/cursor/);
  expect(() => decodeTextCursor(btoa(`["${"a".repeat(301)}","a"]`))).toThrow(/cursor/);
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (cursor) => {
      expect(() => decodeTextCursor(cursor)).toThrow(
        expect.objectContaining({ code: "REQUEST_INVALID" }),
      );
    }),
  );
});
