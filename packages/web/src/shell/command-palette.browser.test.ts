import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { defineComponent, h } from "vue";
import { type MountOptions, mount } from "../../test/browser/mount";
import { useShellStore } from "../stores/shell";
import CommandPalette from "./CommandPalette.vue";
import { useAppCommands } from "./use-app-commands";

const PAGES = ["run", "history", "market", "data", "settings"];

/** The search in front of a page. */
function palette(options: MountOptions = {}) {
  const app = defineComponent({
    setup() {
      useAppCommands();
      useShellStore().front = "palette";
      return () => h(CommandPalette);
    },
  });
  const mounted = mount(app, { routes: PAGES, ...options });
  const found = () => [...mounted.host.querySelectorAll<HTMLElement>("[role=option]")];
  const chosen = () => mounted.host.querySelector("[aria-selected=true]")?.textContent ?? "";
  return { ...mounted, found, chosen };
}

test("without a word it lists what can be done here, with its keys", () => {
  const { host, found } = palette();
  expect(host.querySelector("dialog")?.open).toBe(true);
  expect(document.activeElement).toBe(host.querySelector("input"));
  expect(found().map(({ innerText }) => innerText.replaceAll(/\s+/g, " "))).toContain(
    "History g h",
  );
});

test("words find pages, metrics and parameters; the arrows and enter choose", async () => {
  const { router, found, chosen } = palette();
  await userEvent.keyboard("history");
  expect(chosen()).toContain("History");
  await userEvent.keyboard("{Enter}");
  await expect.poll(() => router.currentRoute.value.name).toBe("history");
  expect(useShellStore().front).toBeNull();
  expect(found().length).toBeGreaterThan(0);
});

test("metrics say what they are, and lead to the history sorted by them", async () => {
  const { router, chosen } = palette();
  await userEvent.keyboard("drawdown");
  expect(chosen()).toContain("drawdown");
  await userEvent.keyboard("{ArrowUp}{ArrowDown}{Enter}");
  await expect.poll(() => router.currentRoute.value.query.sort).toBe("maxDrawdown");
});

test("it is found by the words of the other language, and says when nothing is", async () => {
  const { host, chosen } = palette({ language: "zh" });
  await userEvent.keyboard("history");
  await expect.poll(chosen).toContain("记录");
  await userEvent.keyboard(" qqqq");
  expect(host.querySelector("[role=status]")?.textContent).toContain("没有找到");
});
