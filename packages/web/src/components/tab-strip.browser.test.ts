import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { defineComponent, h, ref } from "vue";
import { mount } from "../../test/browser/mount";
import TabStrip from "./TabStrip.vue";

const TABS = ["one", "two", "three"].map((id) => ({ id, label: id.toUpperCase() }));

/** A strip whose choice is kept, and what was chosen. */
function strip() {
  const chosen = ref("one");
  const keeper = defineComponent({
    setup: () => () =>
      h(TabStrip, {
        label: "Views",
        tabs: TABS,
        modelValue: chosen.value,
        "onUpdate:modelValue": (id: string) => {
          chosen.value = id;
        },
      }),
  });
  const { host } = mount(keeper);
  return { chosen, tabs: () => [...host.querySelectorAll<HTMLElement>("[role=tab]")] };
}

test("the arrow keys go along the tabs, round the ends, and take the focus with them", async () => {
  const { chosen, tabs } = strip();
  tabs()[0]?.focus();
  await userEvent.keyboard("{ArrowLeft}");
  expect(chosen.value).toBe("three");
  expect(document.activeElement).toBe(tabs()[2]);
  await userEvent.keyboard("{ArrowRight}{ArrowRight}");
  expect(chosen.value).toBe("two");
  expect(tabs().map((tab) => tab.getAttribute("aria-selected"))).toEqual([
    "false",
    "true",
    "false",
  ]);
});

test("one tab is reached by the tab key, the chosen one", async () => {
  const { chosen, tabs } = strip();
  await userEvent.click(tabs()[1] ?? document.body);
  expect(chosen.value).toBe("two");
  expect(tabs().map((tab) => tab.tabIndex)).toEqual([-1, 0, -1]);
});
