import { expect, test } from "vitest";
import { mount } from "../../test/browser/mount";
import FailureNote from "./FailureNote.vue";

const REFUSED = {
  code: "FILE_NOT_CSV",
  message: 'this is not a CSV file: "PK"',
  hint: "Bars are read from CSV files.",
};

test("what the engine refuses is said in the reader's language, with its details", () => {
  const { host } = mount(FailureNote, { props: REFUSED, language: "zh" });
  expect(host.querySelector("strong")?.innerText).toMatch(/^\p{Script=Han}/u);
  expect(host.innerText).toContain(REFUSED.message);
  expect(host.innerText).toContain(REFUSED.hint);
});

test("what a server has said in the reader's language stays as it is", () => {
  const first = mount(FailureNote, { props: REFUSED, language: "zh" });
  const title = first.host.querySelector("strong")?.innerText ?? "";
  const message = `${title}：${REFUSED.message}`;
  const { host } = mount(FailureNote, { props: { ...REFUSED, message }, language: "zh" });
  expect(host.querySelector("strong")?.innerText).toBe(message);
  expect(host.innerText.split(REFUSED.message)).toHaveLength(2);
});

test("English readers get the engine's own words", () => {
  const { host } = mount(FailureNote, { props: REFUSED });
  expect(host.querySelector("strong")?.innerText).toBe(REFUSED.message);
});
