import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { mount } from "../../test/browser/mount";
import TitleField from "./TitleField.vue";

function field(props: Record<string, unknown>) {
  const told: string[] = [];
  const { host } = mount(TitleField, {
    props: {
      label: "Name",
      value: "before",
      maxlength: 20,
      onChange: (to: string) => told.push(to),
      ...props,
    },
  });
  const input = host.querySelector("input");
  if (input === null) throw new Error("no input");
  return { input, told };
}

test("a name is told when it is another one, without blanks around it", async () => {
  const { input, told } = field({});
  await userEvent.fill(input, "  after ");
  await userEvent.keyboard("{Enter}");
  await userEvent.fill(input, "before");
  await userEvent.keyboard("{Enter}");
  expect(told).toEqual(["after"]);
});

test("Escape takes it back, and a name that must be stays", async () => {
  const { input, told } = field({});
  await userEvent.fill(input, "other");
  await userEvent.keyboard("{Escape}");
  expect(input.value).toBe("before");
  await userEvent.fill(input, " ");
  await userEvent.keyboard("{Enter}");
  expect(input.value).toBe("before");
  expect(told).toEqual([]);
  const optional = field({ optional: true });
  await userEvent.fill(optional.input, "");
  await userEvent.keyboard("{Enter}");
  expect(optional.told).toEqual([""]);
});
