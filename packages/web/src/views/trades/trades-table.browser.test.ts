import { expect, test } from "vitest";
import { nextTick, reactive } from "vue";
import { mount } from "../../../test/browser/mount";
import type { TradeRow, TradesView } from "../../engine/trades-protocol";
import TradesTable from "./TradesTable.vue";

const COUNT = 2_600_000;

function rowAt(position: number): TradeRow {
  return {
    row: position,
    barIndex: position,
    role: "open",
    timeMs: Date.UTC(2020, 0, 1) + position * 60_000,
    side: position % 2 === 0 ? "buy" : "sell",
    positionSide: "long",
    price: 1000 + position / 100,
    quantity: 0.1,
    fee: 0.02,
    realizedPnl: 0,
    liquidity: "maker",
    reason: "quote",
    longAfter: 0.1,
    shortAfter: 0,
    balanceAfter: 10_000,
  };
}

function table(count = COUNT) {
  const view: TradesView = {
    id: 1,
    total: count,
    count,
    buys: count / 2,
    sells: count / 2,
    boughtQuantity: 1,
    soldQuantity: 1,
    realizedPnl: 0,
    fees: 0,
    priceDecimals: 2,
    quantityDecimals: 1,
  };
  const chosen: number[] = [];
  const props = reactive({
    view,
    rowAt,
    arrived: 0,
    sort: { by: "time", descending: false },
    chosen: null as number | null,
    dimmed: false,
    onChoose: (position: number) => {
      chosen.push(position);
      props.chosen = position;
    },
  });
  const { host } = mount(TradesTable, { props });
  host.style.cssText = "height: 400px; width: 900px; display: flex; flex-direction: column";
  const grid = host.querySelector<HTMLElement>("[role=grid]")!;
  const rows = () => [...grid.querySelectorAll<HTMLElement>(".rows [role=row]")];
  const positions = () => rows().map((row) => Number(row.getAttribute("aria-rowindex")) - 2);
  return { grid, rows, positions, chosen, props };
}

test("of millions of rows those in sight are drawn, at the start, in the middle and at the end", async () => {
  const { grid, rows, positions } = table();
  await expect.poll(() => positions()[0]).toBe(0);
  await expect.poll(() => rows().length).toBeLessThan(20);
  expect(grid.getAttribute("aria-rowcount")).toBe(String(COUNT + 1));
  grid.scrollTop = grid.scrollHeight / 2;
  await expect.poll(() => (positions()[0] ?? 0) / COUNT).toBeCloseTo(0.5, 2);
  grid.scrollTop = grid.scrollHeight;
  await expect.poll(() => positions().at(-1)).toBe(COUNT - 1);
  const last = rows().at(-1)!.getBoundingClientRect();
  expect(last.bottom).toBeLessThanOrEqual(grid.getBoundingClientRect().bottom + 1);
});

test("a small move goes on by as many pixels, far from the start too", async () => {
  const { grid, positions } = table();
  grid.scrollTop = grid.scrollHeight / 2;
  await expect.poll(() => positions()[0] ?? 0).toBeGreaterThan(1000);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const before = positions()[0] ?? 0;
  grid.scrollTop += 280;
  await expect.poll(() => positions()[0]).toBe(before + 10);
});

test("keys go along the rows, and bring them into sight", async () => {
  const { grid, rows, positions, chosen } = table();
  await expect.poll(() => rows().length).toBeGreaterThan(5);
  const press = async (key: string) => {
    grid.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    await nextTick();
  };
  await press("ArrowDown");
  await press("ArrowDown");
  expect(chosen).toEqual([0, 1]);
  expect(grid.getAttribute("aria-activedescendant")).toBe(rows()[1]?.id);
  await press("End");
  await expect.poll(() => positions().at(-1)).toBe(COUNT - 1);
  await press("Home");
  await expect.poll(() => positions()[0]).toBe(0);
  await press("PageDown");
  expect(chosen.at(-1)).toBeGreaterThan(5);
});
