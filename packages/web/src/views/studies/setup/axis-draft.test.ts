import { describeStrategy } from "@perpmill/engine";
import { expect, test } from "vitest";
import { axisOf, startAxis } from "./axis-draft";
import { axisFields } from "./axis-fields";

const AROUND = {
  intervalMs: 60_000,
  tickSize: 0.01,
  stepSize: 0.001,
  lastPrice: 2000,
  sizeForm: "equityRatio",
  sideSpread: 0.003,
} as const;
const GROUPS = axisFields(describeStrategy("dual-maker"), AROUND, "en", {});

function field(path: string) {
  const found = GROUPS.flatMap(({ fields }) => fields).find((one) => one.path === path);
  if (found === undefined) throw new Error(`no field ${path}`);
  return found;
}

test("the strategy's parameters come first, and what is no number, choice or switch is left out", () => {
  expect(GROUPS[0]?.section).toBe("strategy");
  const paths = GROUPS.flatMap(({ fields }) => fields.map((one) => one.path));
  expect(paths).toContain("account.leverage");
  expect(paths).not.toContain("instrument.symbol");
  expect(paths).not.toContain("strategy.name");
});

test("an axis begins around the value that is set, in round steps that a person would take", () => {
  const draft = startAxis(field("strategy.bidSpread"), 0.003);
  expect(draft).toMatchObject({ form: "step", from: "0.1", to: "0.9", step: "0.1" });
  expect(axisOf(draft, field("strategy.bidSpread"))).toEqual({
    path: "strategy.bidSpread",
    from: 0.001,
    to: 0.009,
    step: 0.001,
  });
  expect(startAxis(field("account.leverage"), 5)).toMatchObject({ from: "2", to: "20", step: "2" });
});

test("every field begins with an axis that has values", () => {
  for (const one of GROUPS.flatMap(({ fields }) => fields)) {
    const axis = axisOf(startAxis(one, undefined), one);
    if ("values" in axis) expect(axis.values.length, one.path).toBeGreaterThan(1);
    else if (!("from" in axis)) throw new Error(`${one.path} has no range`);
    else expect(Number(axis.to), one.path).toBeGreaterThan(Number(axis.from));
  }
});

test("lists have the values of their field, and nothing that is typed is lost", () => {
  const spread = field("strategy.bidSpread");
  const typed = { ...startAxis(spread, 0.003), form: "list", values: "0.1, 0.25，x" } as const;
  expect(axisOf(typed, spread)).toEqual({ path: spread.path, values: [0.001, 0.0025, "x"] });
  const model = field("path.model");
  const axis = axisOf(startAxis(model, undefined), model);
  expect("values" in axis && axis.values).toContain("random");
});
