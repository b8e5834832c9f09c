import { expect, test } from "vitest";
import { RowParts } from "./sweep-parts";
import type { SweepPart } from "./sweep-protocol";

const HEADS = [{ name: "strategy.bidSpread", kind: "number" }] as const;
const progress = (done: number) => ({ done, total: 5, reused: 0, best: null, luckShare: null });

test("rows are told together, in their order, and none is lost at the end", () => {
  const told: SweepPart[] = [];
  let now = 0;
  const parts = new RowParts<SweepPart["progress"]>(
    (part) => told.push(part),
    () => now,
  );
  parts.rows({ first: 0, heads: HEADS, rows: [[0.1]] });
  parts.progress(progress(1));
  for (const done of [2, 3]) {
    now += 10;
    parts.rows({ first: done - 1, heads: HEADS, rows: [[done / 10]] });
    parts.progress(progress(done));
  }
  now += 200;
  parts.progress(progress(4));
  parts.rows({ first: 3, heads: HEADS, rows: [[0.4], [0.5]] });
  parts.end();
  expect(told.map(({ rows }) => rows && [rows.first, rows.rows])).toEqual([
    [0, [[0.1]]],
    [1, [[0.2], [0.3]]],
    [3, [[0.4], [0.5]]],
  ]);
  expect(told.map((part) => part.progress.done)).toEqual([1, 4, 4]);
});
