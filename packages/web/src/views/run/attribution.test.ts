import { expect, test } from "vitest";
import { attributionSteps } from "./attribution";

test("each part begins where the one before ended, and the total begins at zero", () => {
  const { steps, zero } = attributionSteps([
    ["spreadPnl", 30],
    ["fees", -40],
    ["funding", 20],
  ]);
  expect(zero).toBe(0.25);
  expect(steps).toEqual([
    { name: "spreadPnl", value: 30, from: 0.25, to: 1 },
    { name: "fees", value: -40, from: 0, to: 1 },
    { name: "funding", value: 20, from: 0, to: 0.5 },
    { name: "total", value: 10, from: 0.25, to: 0.5 },
  ]);
});

test("a run without profit or loss has bars of no width", () => {
  const { steps, zero } = attributionSteps([["fees", 0]]);
  expect(zero).toBe(0);
  expect(steps.every(({ from, to }) => from === 0 && to === 0)).toBe(true);
});
