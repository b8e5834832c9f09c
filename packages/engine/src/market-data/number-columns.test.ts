import { describe, expect, it } from "vitest";
import { BadRows } from "./bad-rows.js";
import { DroppedRows } from "./dropped-rows.js";
import { joinColumns, NumberColumns } from "./number-columns.js";

/** A file of rows at the times `from` … `to − 1`, whose value is twice the time. */
function fileOf(from: number, to: number): NumberColumns {
  const columns = new NumberColumns("made.csv", { column: 0, field: "time" }, 1);
  for (let time = from; time < to; time += 1) columns.append(time, [2 * time], time + 1);
  return columns;
}

function joined(files: readonly NumberColumns[]) {
  return joinColumns(files, 1, new DroppedRows(files, new BadRows(undefined)), () => {});
}

describe("columns of doubles", () => {
  it.each([1, 1024, 1025, 65_536, 100_000])("hold %d rows in room for twice as many", (rows) => {
    const [timeMs, value] = joined([fileOf(0, rows)]);
    expect([timeMs.length, value.length]).toEqual([rows, rows]);
    expect(value.every((one, row) => one === 2 * row)).toBe(true);
    expect(value.buffer.byteLength).toBeLessThanOrEqual(Math.max(1024, 2 * rows) * 8);
  });

  it("of several files follow each other", () => {
    const [timeMs, value] = joined([fileOf(0, 70_000), fileOf(70_000, 70_010)]);
    expect([timeMs.length, timeMs[69_999], timeMs[70_009]]).toEqual([70_010, 69_999, 70_009]);
    expect(value.every((one, row) => one === 2 * row)).toBe(true);
  });
});
