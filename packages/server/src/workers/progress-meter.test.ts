import { expect, test } from "vitest";
import { ProgressMeter } from "./progress-meter.js";
import type { TaskProgress } from "./protocol.js";

function meterAt(unit: TaskProgress["unit"] = "bars") {
  const told: TaskProgress[] = [];
  const clock = { nowMs: 0 };
  const meter = new ProgressMeter(
    unit,
    () => clock.nowMs,
    (progress) => told.push(progress),
  );
  return { meter, told, clock };
}

test("tells the first count at once, then at most ten a second", () => {
  const { meter, told, clock } = meterAt();
  for (let ms = 0; ms < 2000; ms += 7) {
    clock.nowMs = ms;
    meter.count({ done: ms, total: 2000 });
  }
  expect(told.length).toBeLessThanOrEqual(20);
  expect(told.length).toBeGreaterThanOrEqual(18);
  expect(told[0]).toMatchObject({ unit: "bars", done: 0, total: 2000 });
});

test("speed and remaining time are those of the last two seconds", () => {
  const { meter, told, clock } = meterAt();
  const count = (ms: number, done: number): void => {
    clock.nowMs = ms;
    meter.count({ done, total: 20_000 });
  };
  for (let ms = 0; ms <= 5000; ms += 100) count(ms, ms);
  for (let ms = 5100; ms <= 8000; ms += 100) count(ms, 5000 + (ms - 5000) * 4);
  const last = told.at(-1);
  expect(last?.perSecond).toBeCloseTo(4000, -2);
  expect(last?.remainingMs).toBeCloseTo((20_000 - 17_000) / 4, -2);
});

test("without a total there is no remaining time, and of no time no speed", () => {
  const { meter, told } = meterAt("bytes");
  meter.count({ done: 5, total: null });
  expect(told).toEqual([
    { unit: "bytes", done: 5, total: null, perSecond: null, remainingMs: null, equity: null },
  ]);
});

test("the curve keeps its peaks in a few hundred points", () => {
  const { meter, told, clock } = meterAt();
  for (let row = 0; row < 10_000; row++) {
    clock.nowMs = row;
    meter.count({ done: row, total: null, equity: { timeMs: row, equity: row === 777 ? 99 : 1 } });
  }
  const curve = told.at(-1)?.equity;
  expect(curve?.equity.length).toBeLessThanOrEqual(300);
  expect(Math.max(...(curve?.equity ?? []))).toBe(99);
  expect(curve?.timeMs).toHaveLength(curve?.equity.length ?? -1);
});
