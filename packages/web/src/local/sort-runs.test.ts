import type { Run } from "@perpmill/server/api";
import { expect, test } from "vitest";
import { sortRuns } from "./sort-runs";

function run(id: string, createdMs: number, sharpe: number | null): Run {
  return { id, createdMs, summary: { sharpe } } as Run;
}

const RUNS = [run("a", 1, 2), run("b", 3, null), run("c", 2, -1)];
const ids = (runs: readonly Run[]) => runs.map(({ id }) => id).join("");

test("runs are sorted by what they have of their own, and by their figures", () => {
  expect(ids(sortRuns(RUNS, "createdMs", "desc"))).toBe("bca");
  expect(ids(sortRuns(RUNS, "createdMs", "asc"))).toBe("acb");
  expect(ids(sortRuns(RUNS, "sharpe", "desc"))).toBe("acb");
});

test("what has no value comes last in both orders", () => {
  expect(ids(sortRuns(RUNS, "sharpe", "asc"))).toBe("cab");
  expect(ids(RUNS)).toBe("abc");
});
