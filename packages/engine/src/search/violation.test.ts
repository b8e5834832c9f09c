import { expect, it } from "vitest";
import { parseExpression } from "../sweeps/expression/parse.js";
import { violation } from "./violation.js";

const VALUES: Readonly<Record<string, number | string | boolean | null>> = {
  fills: 80,
  maxDrawdown: 0.4,
  sharpe: null,
  "path.model": "random",
  liquidated: false,
};

it.each([
  ["fills >= 100", 20],
  ["fills <= 100", 0],
  ["fills > 80", Number.EPSILON],
  ["fills < 70", 10],
  ["fills == 75", 5],
  ["fills != 80", 1],
  ["maxDrawdown <= 0.25 && fills >= 100", 0.15 + 20],
  ["maxDrawdown <= 0.25 || fills >= 100", 0.15],
  ["sharpe >= 1", Number.POSITIVE_INFINITY],
  ["sharpe == null", 0],
  ["path.model == 'random'", 0],
  ["path.model == 'direction'", 1],
  ["liquidated", 1],
  ["!liquidated", 0],
])("%s is off by %d", (condition, expected) => {
  const away = violation(parseExpression(condition), (name) => VALUES[name] ?? null);
  expect(away).toBeCloseTo(expected, 12);
});
