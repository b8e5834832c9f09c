import fc from "fast-check";
import { expect, test } from "vitest";
import { rowsInOrder } from "./trades-order";

const keys = fc.array(
  fc.oneof(fc.double({ noNaN: true }), fc.integer({ min: -3, max: 3 }), fc.constant(-0)),
);

test("rows come in the order of their keys, equal ones as they stood, up and down", () => {
  fc.assert(
    fc.property(keys, fc.boolean(), (values, descending) => {
      const rows = Uint32Array.from(values, (_, i) => i * 3 + 1);
      const expected = Array.from(rows.keys())
        .sort((a, b) => {
          if (values[a] === values[b]) return a - b;
          return values[a]! < values[b]! === descending ? 1 : -1;
        })
        .map((i) => rows[i]);
      expect([...rowsInOrder(rows, Float64Array.from(values), descending)]).toEqual(expected);
    }),
  );
});
