import { describe, expect, it } from "vitest";
import { METRIC_NAMES } from "../metric-catalog.js";
import { ATTRIBUTION_TERMS } from "../result-series.js";
import { EN } from "./en.js";
import { ZH } from "./zh.js";

function paths(value: unknown, prefix = ""): string[] {
  if (typeof value !== "object" || value === null) return [prefix];
  return Object.entries(value).flatMap(([key, member]) => paths(member, `${prefix}/${key}`));
}

describe("words of the report", () => {
  it("have the same keys in every language", () => {
    expect(paths(ZH)).toEqual(paths(EN));
  });

  it("name every metric and every term of the attribution", () => {
    expect(Object.keys(EN.metric).sort()).toEqual([...METRIC_NAMES].sort());
    expect(Object.keys(EN.attributionTerms)).toEqual([...ATTRIBUTION_TERMS]);
  });
});
