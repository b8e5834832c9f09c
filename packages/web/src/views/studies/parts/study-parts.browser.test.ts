import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { nextTick } from "vue";
import { mount } from "../../../../test/browser/mount";
import { loadArea, loadLanguage } from "../../../locales";
import { useSweepDraftStore } from "../../../stores/sweep-draft";
import PlateauPanel from "../charts/PlateauPanel.vue";
import ObjectiveFields from "../search/ObjectiveFields.vue";
import { StudyRows } from "../table/study-rows";
import ExportStudy from "./ExportStudy.vue";
import StudyItem from "./StudyItem.vue";

const HEADS = [
  { name: "strategy.bidSpread", kind: "number" },
  { name: "outcome", kind: "text" },
  { name: "sharpe.worst", kind: "number" },
] as const;

// Settings load their language, which takes the place of the words that are there.
beforeEach(async () => {
  await loadLanguage("en");
  await loadArea("studies");
});

test("every objective that is named makes room for one more, and a front is looked for", async () => {
  const { host } = mount(ObjectiveFields, { props: { several: true } });
  const setup = useSweepDraftStore();
  setup.change({ objectives: "sharpe", method: "tpe" });
  await nextTick();
  const fields = () => [...host.querySelectorAll("input")];
  expect(fields()).toHaveLength(2);
  for (const name of ["-maxDrawdown", "fills"]) {
    await userEvent.fill(page.getByLabelText("And at once").last(), name);
    await userEvent.tab();
  }
  expect(fields().map(({ value }) => value)).toEqual(["sharpe", "-maxDrawdown", "fills", ""]);
  expect(setup.draft).toMatchObject({
    objectives: "sharpe\n-maxDrawdown\nfills",
    method: "nsga-2",
  });
});

test("the rows that are there are written out at any time, the whole study when it has ended", async () => {
  const rows = new StudyRows(2);
  rows.put({
    heads: HEADS,
    names: HEADS.map(({ name }) => name),
    index: [0],
    cells: [[0.001], ["complete"], [1]],
  });
  mount(ExportStudy, { props: { kind: "sweep", rows, version: 0, whole: null } });
  await page.getByRole("button", { name: "Export" }).click();
  const there = (name: string) => page.getByRole("button", { name, exact: true });
  await expect.element(there("CSV")).toBeEnabled();
  await expect.element(there("JSON")).toBeDisabled();
  await expect.element(there("Report (HTML)")).toBeDisabled();
});

test("a row is on a plateau by its pessimistic edge, whatever order rows came in", async () => {
  const rows = new StudyRows(5);
  const names = HEADS.map(({ name }) => name);
  const put = (index: number[], values: number[]) => {
    const spreads = index.map((one) => (one + 1) / 1000);
    const outcomes = index.map(() => "complete");
    rows.put({ heads: HEADS, names, index, cells: [spreads, outcomes, values] });
  };
  put([4, 2], [0.9, 1]);
  put([1], [0.8]);
  const axis = { path: "strategy.bidSpread", label: "Bid spread", unit: "", text: String };
  const props = { rows, version: 1, axes: [axis], metric: "sharpe.worst", row: 2, place: 1 };
  const { host } = mount(PlateauPanel, { props });
  expect(host.textContent).toContain("Sharpe, at worst 1");
  expect(host.textContent).toContain("On a plateau: 2 of 2 neighbours keep half of it");
});

test("a study in a list says where it stands, and is renamed and forgotten there", async () => {
  const told: unknown[] = [];
  const { host } = mount(StudyItem, {
    routes: ["sweeps"],
    props: {
      id: "one",
      page: "sweeps",
      chosen: false,
      name: "",
      strategy: "dual-maker",
      symbol: "ETHUSDT",
      done: 30,
      total: 120,
      atMs: 0,
      best: { metric: "sharpe", value: 1.25 },
      state: "running",
      onRename: (name: string) => told.push(name),
      onRemove: () => told.push("removed"),
    },
  });
  expect(host.textContent).toContain("30 / 120");
  expect(host.textContent).toContain("Sharpe 1.25");
  expect(host.querySelector("progress")?.value).toBe(0.25);
  await userEvent.fill(page.getByRole("textbox", { name: "Name" }), "Narrow");
  await userEvent.keyboard("{Enter}");
  await page.getByRole("button", { name: /^Forget/ }).click();
  expect(told).toEqual(["Narrow", "removed"]);
});
