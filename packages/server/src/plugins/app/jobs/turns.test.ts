import { expect, test } from "vitest";
import { Turns } from "./turns.js";

test("whoever was served longest ago is next, newcomers first", () => {
  const turns = new Turns();
  const order: (string | undefined)[] = [];
  for (const waiting of [["a", "b"], ["a", "b"], ["a", "b", "c"], ["a", "b"], ["b"], ["a", "b"]]) {
    const next = turns.next(waiting);
    order.push(next);
    if (next !== undefined) turns.serve(next);
  }
  expect(order).toEqual(["a", "b", "c", "a", "b", "a"]);
  expect(turns.next([])).toBeUndefined();
});
