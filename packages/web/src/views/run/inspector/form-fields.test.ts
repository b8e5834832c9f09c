import { configJsonSchema, describeStrategy } from "@perpmill/engine";
import { expect, test } from "vitest";
import { DISPLAYED_PATHS } from "./field-display";
import { shownText, sliderShare, sliderValue, typedValue } from "./field-text";
import { sectionFields, tierFields } from "./form-fields";
import { steppedPath } from "./stepped-path";
import { strategyForm } from "./strategy-form";

const SECTIONS = [
  "instrument",
  "data",
  "account",
  "path",
  "fills",
  "funding",
  "rebate",
  "risk",
  "volatility",
  "quoting",
  "output",
];

test("every section of the schema has its fields, and each is shown in a unit of its own", () => {
  const schema = configJsonSchema() as { properties: object };
  expect([...SECTIONS, "strategy"].sort()).toEqual(Object.keys(schema.properties).sort());
  const fields = SECTIONS.flatMap((section) => sectionFields(section, "en"));
  const paths = [...fields, ...tierFields("en")].map(({ path }) => path);
  expect(paths.filter((path) => path !== "instrument.preset").sort()).toEqual(
    [...DISPLAYED_PATHS].sort(),
  );
});

test("kinds, choices, bounds and defaults are the schema's, words those of the language", () => {
  const byPath = new Map(
    SECTIONS.flatMap((section) => sectionFields(section, "zh")).map((field) => [field.path, field]),
  );
  expect(byPath.get("fills.rule")).toMatchObject({ kind: "choice", fallback: "through" });
  expect(byPath.get("fills.rule")?.choices.map(({ value }) => value)).toEqual(["touch", "through"]);
  expect(byPath.get("fills.throughTicks")).toMatchObject({
    kind: "number",
    fallback: 1,
    bounds: { min: 0, whole: true },
  });
  expect(byPath.get("path.seed")?.kind).toBe("seed");
  expect(byPath.get("data.start")?.kind).toBe("time");
  expect(byPath.get("volatility.balance")?.kind).toBe("flag");
  expect(byPath.get("instrument.symbol")?.kind).toBe("text");
  expect(byPath.get("account.initialBalance")?.required).toBe(true);
  const nullable = [...byPath.values()].filter((field) => field.nullable);
  expect(nullable.map(({ path }) => path)).toEqual(["fills.maxParticipation"]);
  for (const { label, help } of byPath.values())
    expect(`${label}${help}`).toMatch(/\p{Script=Han}/u);
});

test("what is shown is what was typed, in the field's unit", () => {
  const percent = { kind: "number", factor: 100 } as const;
  expect(typedValue(percent, "0.29")).toBe(0.0029);
  expect(shownText(percent, 0.0029)).toBe("0.29");
  expect(typedValue(percent, " ")).toBeUndefined();
  expect(typedValue(percent, "much")).toBe("much");
  const seed = { kind: "seed", factor: 1 } as const;
  expect(typedValue(seed, "18446744073709551615")).toBe("18446744073709551615");
  expect(typedValue({ kind: "time", factor: 1 }, "2024-01-31")).toBe("2024-01-31");
});

const AROUND = {
  intervalMs: 60_000,
  tickSize: 0.01,
  stepSize: 0.001,
  lastPrice: 2000,
  sizeForm: "equityRatio",
  sideSpread: 0.002,
} as const;

function sliderOf(path: string, around: Parameters<typeof strategyForm>[1] = AROUND) {
  const fields = strategyForm(describeStrategy("dual-maker"), around, "en");
  const slider = fields.find((field) => field.path === path)?.slider;
  if (!slider) throw new Error(`no slider at ${path}`);
  return slider;
}

function stops(path: string, around?: Parameters<typeof strategyForm>[1]) {
  const slider = sliderOf(path, around);
  const shares = Array.from({ length: 1001 }, (_, index) => index / 1000);
  return [...new Set(shares.map((share) => sliderValue(slider, share)))];
}

test("a refresh stops at thirds of a bar, which the engine tells apart", () => {
  const found = stops("strategy.orderRefreshMs");
  expect(found.slice(0, 4)).toEqual([20_000, 40_000, 60_000, 80_000]);
  expect(found.every((ms) => ms % 20_000 === 0)).toBe(true);
  const hours = stops("strategy.orderRefreshMs", { ...AROUND, intervalMs: 3_600_000 });
  expect(hours[0]).toBe(1_200_000);
});

test("a refresh on a bridge stops at its points", () => {
  const path = steppedPath({
    instrument: "ETHUSDT",
    account: { initialBalance: 1000 },
    path: { model: "bridge", points: 20 },
    strategy: { name: "dual-maker", bidSpread: 0.002, askSpread: 0.002, size: { quantity: 1 } },
  });
  const found = stops("strategy.orderRefreshMs", { ...AROUND, path });
  expect(found.slice(0, 3)).toEqual([3000, 6000, 9000]);
});

test("a path along trades is not offered, as no trades are open", () => {
  const models = sectionFields("path", "en").find(({ path }) => path === "path.model")?.choices;
  expect(models?.map(({ value }) => value)).toEqual([
    "direction",
    "nearest",
    "lowFirst",
    "highFirst",
    "random",
    "bridge",
  ]);
});

test("spreads stop at steps that are no finer than a tick, sizes in contracts at lots", () => {
  const coarse = stops("strategy.bidSpread", { ...AROUND, tickSize: 1 });
  const nearest = (value: number) => Math.abs(value / 0.0005 - Math.round(value / 0.0005));
  expect(coarse.slice(1, -1).every((value) => nearest(value) < 1e-9)).toBe(true);
  const lots = stops("strategy.size.quantity", { ...AROUND, sizeForm: "quantity" });
  expect(lots.every((value) => Math.abs(value * 1000 - Math.round(value * 1000)) < 1e-6)).toBe(
    true,
  );
});

test("prices run around the last one, and have no slider without it", () => {
  const lower = (around: Parameters<typeof strategyForm>[1]) =>
    strategyForm(describeStrategy("grid"), around, "en", { range: "fixed" }).find(
      ({ path }) => path === "strategy.lowerPrice",
    )?.slider;
  expect(lower(AROUND)).toMatchObject({ from: 1000, to: 4000 });
  expect(lower({ ...AROUND, lastPrice: null })).toBeNull();
});

test("only what counts is in the form, with the words of choices and of what is worked out", () => {
  const paths = (id: string, values: Readonly<Record<string, unknown>>) =>
    strategyForm(describeStrategy(id), AROUND, "en", values).map(({ path }) => path);
  const fixed = paths("grid", {});
  const centred = paths("grid", { range: "centred" });
  expect(fixed.filter((path) => !centred.includes(path))).toEqual([
    "strategy.lowerPrice",
    "strategy.upperPrice",
    "strategy.trailUp",
    "strategy.trailDown",
  ]);
  expect(centred.filter((path) => !fixed.includes(path))).toEqual([
    "strategy.width",
    "strategy.recentreDistance",
    "strategy.recentreFlat",
  ]);
  expect(paths("hedge-grid", { balanceThreshold: 0.01 })).toContain("strategy.atrPeriod");
  const byPath = new Map(
    strategyForm(describeStrategy("grid"), AROUND, "zh", { range: "centred" }).map((field) => [
      field.path,
      field,
    ]),
  );
  expect(byPath.get("strategy.range")).toMatchObject({
    kind: "choice",
    fallback: "fixed",
    choices: [
      { value: "fixed", label: "固定上下限" },
      { value: "centred", label: "围绕移动的中心" },
    ],
  });
  expect(byPath.get("strategy.recentreFlat")).toMatchObject({ kind: "flag", fallback: true });
  expect(byPath.get("strategy.recentreDistance")).toMatchObject({ fallback: null, none: "半宽" });
});

test("a slider stands where its value is", () => {
  const slider = sliderOf("strategy.bidSpread");
  for (const value of [0.0001, 0.002, 0.02]) {
    expect(sliderValue(slider, sliderShare(slider, value))).toBeCloseTo(value, 12);
  }
});
