import { HEADLINE_METRICS } from "@perpmill/engine";
import { expect, test } from "vitest";
import { JUDGED_METRICS } from "./assumption-metrics";

test("every metric of the envelope has its row", () => {
  const shown = JUDGED_METRICS.map(({ metric }) => metric);
  expect([...shown].sort()).toEqual([...HEADLINE_METRICS].sort());
});
