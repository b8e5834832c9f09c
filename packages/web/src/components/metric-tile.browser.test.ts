import { expect, test } from "vitest";
import { mount } from "../../test/browser/mount";
import MetricTile from "./MetricTile.vue";

const PROPS = {
  label: "Return",
  help: "Final equity over the initial balance, minus one.",
  text: "+12.3 %",
  exact: "0.12345678",
};

test("a tile shows its metric on one line, with its meaning and every digit at hand", () => {
  const { host } = mount(MetricTile, { props: { ...PROPS, tone: "gain" } });
  expect(host.innerText).toContain("Return");
  expect(host.innerText).toContain("+12.3 %");
  const value = host.querySelector("strong");
  expect(value?.getClientRects()).toHaveLength(1);
  expect(host.innerHTML).toContain("0.12345678");
  expect(host.innerHTML).toContain(PROPS.help);
});

test("only money gained or lost is coloured", () => {
  const colour = (tone: string) => {
    const { host } = mount(MetricTile, { props: { ...PROPS, tone } });
    return getComputedStyle(host.querySelector("strong") ?? host).color;
  };
  const [none, gain, loss] = ["none", "gain", "loss"].map(colour);
  expect(new Set([none, gain, loss]).size).toBe(3);
  expect(none).toBe(getComputedStyle(document.body).color);
});
