import type { Run } from "@perpmill/server/api";
import { expect, test } from "vitest";
import { defineComponent, h, nextTick, ref } from "vue";
import { mount } from "../../../test/browser/mount";
import { FACT_COLUMNS, FIGURE_COLUMNS } from "./columns";
import HistoryTable from "./HistoryTable.vue";

function runAt(index: number): Run {
  return {
    id: `run-${index}`,
    own: true,
    state: "done",
    shared: false,
    starred: index === 1,
    label: `Run ${index}`,
    note: "",
    symbol: "ETHUSDT",
    strategy: "dual-maker",
    strategyLabel: null,
    dataSetId: "1",
    markDataSetId: null,
    fundingDataSetId: null,
    fromMs: null,
    toMs: null,
    layer: "lazy",
    contentKey: "k",
    error: null,
    createdMs: 1_700_000_000_000 + index,
    startedMs: 0,
    finishedMs: 1500,
    summary: null,
  };
}

const RUNS = Array.from({ length: 100_000 }, (_, index) => runAt(index));

const PROPS = {
  columns: FIGURE_COLUMNS.slice(0, 3),
  facts: FACT_COLUMNS,
  shares: new Map<string, number>(),
  filter: { sort: "createdMs", order: "desc" },
  writes: true,
  more: false,
  dimmed: false,
  chosen: new Set<string>(),
} as const;

function table(props: Record<string, unknown>): HTMLElement {
  const options = { routes: ["run", "serverRun"], props: { ...PROPS, ...props } };
  const { host } = mount(HistoryTable, options);
  host.style.cssText = "display:flex;height:600px";
  return host;
}

async function drawn(): Promise<void> {
  await nextTick();
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
}

test("of 100,000 runs those in sight are drawn, to the very last one", async () => {
  const host = table({ runs: RUNS });
  await drawn();
  const rows = () => host.querySelectorAll("tbody tr[aria-rowindex]");
  expect(rows().length).toBeLessThan(60);
  expect(host.querySelector("table")?.getAttribute("aria-rowcount")).toBe(String(RUNS.length + 1));
  const frame = host.querySelector<HTMLElement>(".frame");
  expect(frame?.scrollHeight).toBeGreaterThan(RUNS.length * 29);
  frame?.scrollTo({ top: frame.scrollHeight });
  await drawn();
  expect(rows().length).toBeLessThan(60);
  expect(host.textContent).toContain(`Run ${RUNS.length - 1}`);
});

test("the row that the keys are at comes into sight and is marked", async () => {
  const here = ref<string | null>(null);
  const props = { ...PROPS, runs: RUNS };
  const keeper = defineComponent({
    setup: () => () => h(HistoryTable, { ...props, here: here.value }),
  });
  const { host } = mount(keeper, { routes: ["run", "serverRun"] });
  host.style.cssText = "display:flex;height:600px";
  await drawn();
  here.value = "run-5000";
  await drawn();
  expect(host.querySelector(".frame")?.scrollTop).toBeGreaterThan(4900 * 29);
  expect(host.querySelector("tr.here")?.textContent).toContain("Run 5000");
});

test("heads sort, boxes choose, stars tell their run", async () => {
  const told: unknown[] = [];
  const host = table({
    runs: [runAt(0), runAt(1)],
    onSort: (by: string) => told.push(by),
    onStar: (run: Run) => told.push(run.id),
    "onUpdate:chosen": (ids: ReadonlySet<string>) => told.push([...ids]),
  });
  await drawn();
  host.querySelector<HTMLElement>("th.number button")?.click();
  host.querySelectorAll<HTMLElement>("tbody input")[1]?.click();
  host.querySelector<HTMLElement>("thead input")?.click();
  host.querySelector<HTMLElement>("[aria-pressed=true]")?.click();
  expect(told).toEqual(["totalReturn", ["run-1"], ["run-0", "run-1"], "run-1"]);
  expect(host.querySelector("[aria-sort=descending]")?.textContent).toContain("↓");
});
