import { expect, test } from "vitest";
import { defineComponent, h, nextTick, ref, useTemplateRef } from "vue";
import { mount } from "../../test/browser/mount";
import { useWindowRows } from "./use-window-rows";

const ROW = 20;
const COUNT = 1_000_000;

/** A table of `count` rows in a frame 200 px high. */
function table(count = ref(COUNT)) {
  let rows: ReturnType<typeof useWindowRows> | null = null;
  const component = defineComponent({
    setup() {
      const frame = useTemplateRef<HTMLElement>("frame");
      const shown = useWindowRows(frame, () => count.value, ROW);
      rows = shown;
      const height = () => (shown.end.value - shown.first.value) * ROW;
      return () =>
        h("div", { ref: "frame", style: "height: 200px; overflow: auto" }, [
          h("div", { style: `height: ${shown.before.value}px` }),
          h("div", { style: `height: ${height()}px` }),
          h("div", { style: `height: ${shown.after.value}px` }),
        ]);
    },
  });
  const { host } = mount(component);
  const frame = host.firstElementChild as HTMLElement;
  const all = rows as ReturnType<typeof useWindowRows> | null;
  if (all === null) throw new Error("the table was not set up");
  return { frame, rows: all };
}

test("of a million rows those in sight are drawn, and some around", async () => {
  const { frame, rows } = table();
  await expect.poll(() => rows.end.value).toBeLessThan(40);
  expect(rows.first.value).toBe(0);
  expect(frame.scrollHeight).toBe(COUNT * ROW);
  frame.scrollTop = 5000 * ROW;
  await expect.poll(() => rows.first.value).toBeGreaterThan(4900);
  expect(rows.first.value).toBeLessThanOrEqual(5000);
  expect(rows.end.value).toBeGreaterThanOrEqual(5010);
  await nextTick();
  expect(frame.scrollHeight).toBe(COUNT * ROW);
});

test("rows that are gone are not drawn, however far one had scrolled", async () => {
  const count = ref(COUNT);
  const { frame, rows } = table(count);
  frame.scrollTop = COUNT;
  await expect.poll(() => rows.first.value).toBeGreaterThan(1000);
  count.value = 5;
  await expect.poll(() => rows.first.value).toBe(0);
  expect(rows.end.value).toBe(5);
  expect(rows.after.value).toBe(0);
});
