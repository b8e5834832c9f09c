import { expect, test } from "vitest";
import { configEn } from "../../locales/config-en";
import { SECTION_NAMES, sectionFields, typedValue } from "./section-fields";

test("every member of every section has a label, and no label is left over", () => {
  for (const section of SECTION_NAMES) {
    const names = sectionFields(section).map(({ name }) => name);
    const labels = Object.keys(configEn[section]).filter((key) => key !== "title");
    expect(names.length).toBeGreaterThan(1);
    expect([...names].sort()).toEqual([...labels].sort());
  }
});

test("kinds, choices and defaults are the schema's", () => {
  const [rule, ticks] = sectionFields("fills");
  expect(rule).toMatchObject({
    kind: "choice",
    choices: ["touch", "through"],
    fallback: "through",
  });
  expect(ticks).toMatchObject({ kind: "number", fallback: "1", path: "fills.throughTicks" });
  expect(sectionFields("volatility").at(-1)?.kind).toBe("flag");
});

test("what is typed becomes what a configuration would hold", () => {
  expect(typedValue("  ")).toBeUndefined();
  expect(typedValue("null")).toBeNull();
  expect(typedValue("0.05")).toBe(0.05);
  expect(typedValue("0")).toBe(0);
  expect(typedValue("abc")).toBe("abc");
  expect(typedValue("18446744073709551615")).toBe("18446744073709551615");
});
