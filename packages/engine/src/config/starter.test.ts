import { describe, expect, it } from "vitest";
import { describeStrategy, listStrategies } from "../strategies/registry.js";
import { normaliseConfig } from "./normalise.js";
import { parseConfigText } from "./parse-text.js";
import { SECTIONS } from "./schema.js";
import { starterConfig } from "./starter.js";
import { SECTION_TEXTS_ZH } from "./starter-texts.js";
import { starterStrategy } from "./starter-values.js";

const LANGUAGES = ["en", "zh"] as const;

describe.each(LANGUAGES)("the %s starter", (language) => {
  it.each(listStrategies().map(({ id }) => id))("for %s is a configuration", (id) => {
    const config = normaliseConfig(parseConfigText(starterConfig(language, id)));
    const { parameters, starter } = describeStrategy(id);
    const required = parameters.filter((one) => one.required && one.dependsOn === undefined);
    const common = required.map(({ name, type }) => [
      name,
      type === "size" ? { equityRatio: 0.02 } : 0.002,
    ]);
    expect(config).toEqual(
      normaliseConfig({
        instrument: "ETHUSDT",
        account: { initialBalance: 10_000, leverage: 5 },
        funding: { mode: "constant", rate: 0.0001 },
        strategy: { name: id, ...Object.fromEntries(common), ...starter },
      }),
    );
  });

  it("comments every key and keeps its lines short", () => {
    const lines = starterConfig(language).split("\n");
    expect(lines.filter((line) => line.includes("undefined"))).toEqual([]);
    expect(lines.filter((line) => line.length > 140)).toEqual([]);
    const uncommented = lines.filter(
      (line, index) =>
        line.startsWith("    ") && !line.includes("// ") && !lines[index - 1].includes("// "),
    );
    expect(uncommented).toEqual([]);
  });
});

it("has a Chinese comment for every section and member, and no other", () => {
  const paths = Object.entries(SECTIONS).flatMap(([name, schema]) => [
    name,
    ...Object.keys(schema.properties).map((member) => `${name}.${member}`),
  ]);
  expect(Object.keys(SECTION_TEXTS_ZH)).toEqual(paths);
});

it("writes the same settings in both languages", () => {
  expect(parseConfigText(starterConfig("zh"))).toEqual(parseConfigText(starterConfig("en")));
});

it.each(listStrategies().map(({ id }) => id))("%s begins with what it needs to run", (id) => {
  const strategy = starterStrategy(describeStrategy(id));
  const config = { instrument: "ETHUSDT", account: { initialBalance: 10_000 }, strategy };
  expect(parseConfigText(starterConfig("en", id))).toMatchObject({ strategy });
  expect(normaliseConfig(config).strategy.name).toBe(id);
});

it("names the nearest strategy for an unknown one", () => {
  expect(() => starterConfig("en", "dual-marker")).toThrow('there is no strategy "dual-marker"');
});
