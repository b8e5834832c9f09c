import { describeStrategy } from "@perpmill/engine";
import { expect, test, vi } from "vitest";
import { mount } from "../../../../test/browser/mount";
import FieldRow from "./FieldRow.vue";
import { type FormField, sectionFields } from "./form-fields";
import { strategyForm } from "./strategy-form";

const AROUND = {
  intervalMs: 60_000,
  tickSize: 0.01,
  stepSize: 0.001,
  lastPrice: 2000,
  sizeForm: "equityRatio",
  sideSpread: 0.002,
} as const;

function fieldAt(path: string): FormField {
  const fields = [
    ...strategyForm(describeStrategy("dual-maker"), AROUND, "en"),
    ...strategyForm(describeStrategy("grid"), AROUND, "en", { range: "centred" }),
    ...sectionFields("fills", "en"),
  ];
  const found = fields.find((field) => field.path === path);
  if (found === undefined) throw new Error(`no field ${path}`);
  return found;
}

function row(path: string, value: unknown) {
  const onChange = vi.fn();
  const check = (next: unknown) => (Number(next) > 0.99 ? "too wide" : null);
  const props = { field: fieldAt(path), value, check, onChange };
  const { host } = mount(FieldRow, { props });
  const [slider, input] = ["input.slider", "input.field"].map((selector) => {
    const found = host.querySelector<HTMLInputElement>(selector);
    if (found === null) throw new Error(`no ${selector}`);
    return found;
  }) as [HTMLInputElement, HTMLInputElement];
  const type = (text: string) => {
    input.focus();
    input.value = text;
    input.dispatchEvent(new Event("input"));
  };
  return { host, slider, input, type, onChange };
}

test("a wrong value is told with the first key, and set so that nothing runs", async () => {
  const { host, type, onChange } = row("strategy.bidSpread", 0.002);
  type("150");
  await expect.poll(() => host.querySelector('[role="alert"]')?.textContent).toBe("too wide");
  expect(onChange.mock.lastCall).toEqual([1.5]);
});

test("a value that can run is set when the keys rest", async () => {
  const { input, type, onChange } = row("strategy.bidSpread", 0.002);
  expect(input.value).toBe("0.2");
  type("0.3");
  type("0.35");
  expect(onChange).not.toHaveBeenCalled();
  await expect.poll(() => onChange.mock.calls).toEqual([[0.0035]]);
});

test("a slider gives values that make a difference", () => {
  const { slider, onChange } = row("strategy.orderRefreshMs", undefined);
  expect(slider.getAttribute("aria-valuetext")).toBe("60 s");
  slider.value = "1";
  slider.dispatchEvent(new Event("input"));
  expect(onChange.mock.lastCall).toEqual([20_000]);
});

function control<E extends HTMLElement>(path: string, value: unknown, selector: string) {
  const onChange = vi.fn();
  const { host } = mount(FieldRow, {
    props: { field: fieldAt(path), value, check: () => null, onChange },
  });
  const found = host.querySelector<E>(selector);
  if (found === null) throw new Error(`no ${selector}`);
  return { host, found, onChange };
}

test("a choice names its default, and goes back to it", () => {
  const { found, onChange } = control<HTMLSelectElement>("strategy.range", undefined, "select");
  expect([...found.options].map(({ text }) => text)).toEqual([
    "Default: Fixed bounds",
    "Fixed bounds",
    "Around a moving centre",
  ]);
  found.value = "centred";
  found.dispatchEvent(new Event("change"));
  expect(onChange.mock.lastCall).toEqual(["centred"]);
  found.value = "";
  found.dispatchEvent(new Event("change"));
  expect(onChange.mock.lastCall).toEqual([undefined]);
});

test("a switch that is on by default is set when it is off", () => {
  const switched = control<HTMLInputElement>("strategy.recentreFlat", undefined, "[type=checkbox]");
  expect(switched.found.checked).toBe(true);
  switched.found.click();
  expect(switched.onChange.mock.lastCall).toEqual([false]);
  const off = control<HTMLInputElement>("strategy.recentreFlat", false, "[type=checkbox]");
  expect(off.found.checked).toBe(false);
  off.found.click();
  expect(off.onChange.mock.lastCall).toEqual([undefined]);
});

test("a number that is worked out says so while it is empty", () => {
  const { input } = row("strategy.recentreDistance", undefined);
  expect(input.placeholder).toBe("the half width");
  expect(input.value).toBe("");
});

test("where null is a value it has a button of its own", () => {
  const { host, onChange } = row("fills.maxParticipation", null);
  const none = host.querySelector<HTMLButtonElement>(".null");
  expect(none?.getAttribute("aria-pressed")).toBe("true");
  none?.click();
  expect(onChange.mock.lastCall).toEqual([undefined]);
  expect(row("strategy.bidSpread", 0.002).host.querySelector(".null")).toBeNull();
});
