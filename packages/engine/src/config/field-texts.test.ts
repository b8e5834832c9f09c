import { STRATEGIES } from "@perpmill/core-wasm/strategies";
import { describe, expect, test } from "vitest";
import { configFieldTexts, DESCRIBED_FIELDS } from "./field-texts.js";
import { CHOICE_TITLES, FIELD_TITLES } from "./field-titles.js";
import { configJsonSchema } from "./json-schema.js";

const HAN = /\p{Script=Han}/u;

/** Every object with a description, by its place. */
function* described(node: unknown, place = ""): Generator<[string, Record<string, unknown>]> {
  if (typeof node !== "object" || node === null) return;
  if ("description" in node) yield [place, { ...node }];
  for (const [key, member] of Object.entries(node)) yield* described(member, `${place}/${key}`);
}

describe("the words of configuration fields", () => {
  test("are there for every field of the schema, and for no other", () => {
    expect(Object.keys(FIELD_TITLES).sort()).toEqual([...DESCRIBED_FIELDS.keys()].sort());
  });

  test.each([...DESCRIBED_FIELDS.keys()])("are whole in both languages: %s", (path) => {
    const zh = configFieldTexts(path, "zh");
    const en = configFieldTexts(path, "en");
    expect(zh?.title).toMatch(HAN);
    expect(zh?.description).toMatch(HAN);
    expect(en?.title).toMatch(/^[A-Z]/);
    expect(en?.description).toMatch(/^[^\p{Script=Han}]+\.$/u);
  });

  test("name every value of every choice, and no other", () => {
    const choices = [...DESCRIBED_FIELDS].filter(([, { values }]) => values.length > 0);
    expect(Object.keys(CHOICE_TITLES).sort()).toEqual(choices.map(([path]) => path).sort());
    for (const [path, { values }] of choices) {
      expect(Object.keys(CHOICE_TITLES[path])).toEqual([...values]);
      for (const title of Object.values(configFieldTexts(path, "zh")?.choices ?? {})) {
        expect(title).toMatch(HAN);
      }
    }
  });

  test("of strategies are those of their descriptors", () => {
    for (const { id, parameters } of STRATEGIES) {
      for (const parameter of parameters) {
        const { name, label, help } = parameter;
        const values = parameter.type === "choice" ? parameter.values : [];
        const choices = Object.fromEntries(values.map((one) => [one.value, one.label.zh]));
        const texts = configFieldTexts(`strategy.${name}`, "zh", id);
        expect(texts).toEqual({ title: label.zh, description: help.zh, choices });
      }
    }
    expect(configFieldTexts("strategy.levels", "en", "dual-maker")).toBeNull();
    expect(configFieldTexts("account.color", "en")).toBeNull();
  });
});

describe("the exported schema", () => {
  test("differs by language in its words only", () => {
    const bare = (lang: "en" | "zh") =>
      JSON.stringify(configJsonSchema({ lang }), (key, value) =>
        (key === "title" || key === "description") && typeof value === "string" ? "" : value,
      );
    expect(bare("zh")).toBe(bare("en"));
  });

  test("has a title and a description in Chinese everywhere", () => {
    const nodes = [...described(configJsonSchema({ lang: "zh" }))];
    expect(nodes.length).toBeGreaterThan(80);
    for (const [place, { description }] of nodes) {
      expect(`${place} ${String(description)}`).toMatch(HAN);
    }
    const fields = nodes.filter(([place]) => /\/properties\/\w+$/.test(place));
    for (const [place, { title }] of fields) expect(`${place} ${String(title)}`).toMatch(HAN);
  });
});
