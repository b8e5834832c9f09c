/** `grid`, `hedge-grid` and `dca-grid` of the kernel on runs worked out by hand, in both layers. Semantics 8. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ConfigInput, StrategyInput } from "../src/config/input.js";
import type { Bars } from "../src/market-data/bars.js";
import { backtest } from "../src/runs/backtest.js";
import { tradeRecords } from "../src/runs/trade-records.js";
import { choices } from "./support/choices.js";
import { randomInputs } from "./support/random-run.js";
import { drawn } from "./support/runs-and-seed.js";

/** open, high, low, close */
type Row = readonly [number, number, number, number];

const MINUTE_MS = 60_000;
const GRID = {
  name: "grid",
  lowerPrice: 900,
  upperPrice: 1100,
  lines: 21,
  size: { quantity: 1 },
} as const;
const HEDGE_GRID = { name: "hedge-grid", spread: 0.01, size: { quantity: 1 } } as const;
const DCA_GRID = {
  name: "dca-grid",
  entryDistance: 0.01,
  takeProfit: 0.01,
  spacing: 0.01,
  spacingGrowth: 2,
  sizeMultiplier: 2,
  safetyOrders: 3,
  exposureLimit: 10,
  size: { quantity: 1 },
} as const;

function flat(price: number): Row {
  return [price, price, price, price];
}

/** From one price straight to another. */
function go(from: number, to: number): Row {
  return [from, Math.max(from, to), Math.min(from, to), to];
}

/** Minute bars in whole prices. */
function barsOf(rows: readonly Row[]): Bars {
  const column = (at: 0 | 1 | 2 | 3) => Int32Array.from(rows, (row) => row[at]);
  return {
    kind: "last",
    symbol: null,
    count: rows.length,
    intervalMs: MINUTE_MS,
    baseTimeMs: 0,
    timeIndex: Int32Array.from(rows, (_, i) => i),
    priceDecimals: 0,
    open: column(0),
    high: column(1),
    low: column(2),
    close: column(3),
    volume: Float64Array.from(rows, () => 1e9),
    holes: 0,
    source: { name: "by hand", md5: null, synthetic: true },
    skippedRows: 0,
  };
}

/** The fills of a run, one text each; the same in both layers. */
async function fills(
  strategy: StrategyInput,
  rows: readonly Row[],
  changes: Partial<ConfigInput> = {},
): Promise<string[]> {
  const bars = barsOf(rows);
  const config: ConfigInput = {
    instrument: { tickSize: 1, stepSize: 1, makerFee: 0, takerFee: 0 },
    account: { initialBalance: 100_000, leverage: 10 },
    fills: { rule: "touch", maxParticipation: null },
    ...changes,
    strategy,
  };
  const texts: string[][] = [];
  for (const layer of ["plain", "lazy"] as const) {
    const { trades } = await backtest({ bars, config, layer });
    if (trades === null) throw new Error("a run without a trade log");
    texts.push(
      tradeRecords(trades).map((row) => {
        const minute = Math.floor(row.timeMs / MINUTE_MS);
        const side = row.positionSide === "net" ? "" : ` ${row.positionSide}`;
        return `${minute}: ${row.side}${side} ${row.quantity} at ${row.price}`;
      }),
    );
  }
  expect(texts[1]).toEqual(texts[0]);
  return texts[0];
}

describe("grid", () => {
  it("leaves the line empty that filled last, and answers one line away", async () => {
    const rows = [flat(1000), go(1000, 985), go(985, 1012), go(1012, 999), go(999, 989)];
    expect(await fills(GRID, rows)).toEqual([
      "1: buy 1 at 990",
      "2: sell 1 at 1000",
      "2: sell 1 at 1010",
      "3: buy 1 at 1000",
      "4: buy 1 at 990",
    ]);
  });

  it("keeps its size while the lines lie, whatever has become of price and equity", async () => {
    const shared = { ...GRID, size: { equityRatio: 0.05 } };
    const rows = [flat(1000), go(1000, 1045), go(1045, 1000), go(1000, 955)];
    const lots = (await fills(shared, rows)).map((text) => Number(text.split(" ")[2]));
    expect(new Set(lots)).toEqual(new Set([5]));
    expect(lots).toHaveLength(4 + 4 + 4);
  });

  it("buys the lines above beside the price at first, and sells no more than it has", async () => {
    const long = { ...GRID, direction: "long", initialPosition: true } as const;
    const texts = await fills(long, [flat(1000), go(1000, 999), go(999, 1200), go(1200, 1300)]);
    expect(texts.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => "1: buy 1 at 999"));
    expect(texts.slice(10)).toEqual(
      [1010, 1020, 1030, 1040, 1050, 1060, 1070, 1080, 1090, 1100].map(
        (price) => `2: sell 1 at ${price}`,
      ),
    );
    const short = await fills({ ...GRID, direction: "short" }, [flat(1000), go(1000, 900)]);
    expect(short).toEqual([]);
  });

  it("shifts bounds that trail by whole lines, down as well as up", async () => {
    const rows = [flat(1000), flat(1129), flat(1129), go(1129, 1105)];
    // 1000 was sold up to 1100 on the jump; lines now lie from 920 to 1120.
    const up = await fills({ ...GRID, trailUp: true }, rows);
    expect(up).toHaveLength(10 + 1);
    expect(up.slice(9)).toEqual(["1: sell 1 at 1100", "3: buy 1 at 1110"]);
    expect((await fills({ ...GRID, trailDown: true }, rows)).slice(10)).toEqual([]);
    const fall = [flat(1000), flat(871), flat(871), go(871, 895)];
    const down = await fills({ ...GRID, trailDown: true }, fall);
    expect(down.slice(9)).toEqual(["1: buy 1 at 900", "3: sell 1 at 890"]);
  });

  it("lays a centred range anew only once it is flat", async () => {
    const centred = {
      name: "grid",
      range: "centred",
      width: 0.1,
      lines: 21,
      size: { quantity: 1 },
    };
    const rows = [flat(1000), go(1000, 1015), flat(1200), flat(1200), go(1200, 1185)];
    // Short of one order, then of all ten: the lines stay where they were.
    expect((await fills(centred as StrategyInput, rows)).slice(10)).toEqual([]);
    const free = await fills({ ...centred, recentreFlat: false } as StrategyInput, rows);
    // Lines from 1080 to 1320, 12 apart.
    expect(free.slice(10)).toEqual(["4: buy 1 at 1188"]);
  });

  it("has rounded geometric lines once each", async () => {
    const fine = {
      ...GRID,
      lowerPrice: 9,
      upperPrice: 11,
      lines: 41,
      spacing: "geometric",
    } as const;
    const texts = await fills(fine, [flat(10), go(10, 8), go(8, 12)]);
    // The line that is empty then lies one of forty lower: it rounds to 10 as before.
    expect(texts).toEqual(["1: buy 1 at 9", "2: sell 1 at 11"]);
  });

  it("never holds more than its lines", async () => {
    const quiet = {
      strategy: ["grid"],
      gridRange: ["fixed"],
      maxParticipation: [null],
      extremeFlatten: [false],
      emergencyClose: [false],
      positionStopLoss: [null],
      maxDailyLoss: [null],
      modifies: [false],
      bars: [200, 300],
    } as const;
    let most = 0;
    await fc.assert(
      fc.asyncProperty(choices(quiet), async (drawnChoices) => {
        const { trades } = await backtest({ ...randomInputs(drawnChoices), layer: "lazy" });
        if (trades === null || trades.length === 0) return;
        const size = trades.lots[0];
        const ends = [...trades.reason].some((reason) => reason !== 0);
        for (let row = 0; row < trades.length; row++) {
          if (ends && trades.reason[row] !== 0) continue;
          const held = Math.max(trades.longAfterLots[row], trades.shortAfterLots[row]) / size;
          expect(held).toBeLessThanOrEqual(drawnChoices.lines - 1);
          most = Math.max(most, held);
        }
      }),
      drawn("inventory of grids", 150),
    );
    expect(most).toBeGreaterThan(5);
  });
});

describe("hedge-grid", () => {
  it("opens beside the price and closes every entry at a price of its own", async () => {
    const rows = [flat(1000), go(1000, 990), go(990, 1009), go(1009, 985)];
    // Take-profits 991·1.01 up and 999·0.99 down; the second long opens 0.9 % below 1009.
    expect(await fills({ ...HEDGE_GRID, entryDistance: 0.009, maxOrders: 1 }, rows)).toEqual([
      "1: buy long 1 at 991",
      "2: sell short 1 at 999",
      "2: sell long 1 at 1001",
      "3: buy long 1 at 999",
      "3: buy short 1 at 989",
    ]);
  });

  it("stops at its most entries, and goes on when one has closed", async () => {
    const one = { ...HEDGE_GRID, maxOrders: 1 } as const;
    const rows = [flat(1000), go(1000, 980), go(980, 970), go(970, 1010), go(1010, 1000)];
    expect((await fills(one, rows)).filter((text) => text.includes("long"))).toEqual([
      "1: buy long 1 at 999",
      "3: sell long 1 at 1009",
      "4: buy long 1 at 1009",
    ]);
  });
});

describe("dca-grid", () => {
  it("climbs down its ladder and takes profit on the average", async () => {
    const rows = [flat(1000), go(1000, 990), flat(990), go(990, 960), flat(960), go(960, 985)];
    // Anchor 990; ladder at 1 % and 3 % below: 980 (2) and 960 (4); entry (990 + 1960 + 3840)/7 = 970.
    expect(await fills(DCA_GRID, rows)).toEqual([
      "1: buy long 1 at 990",
      "3: buy long 2 at 980",
      "3: buy long 4 at 960",
      "5: sell long 7 at 980",
    ]);
  });

  it("ends its ladder where the exposure would be too much", async () => {
    const rows = [flat(1000), go(1000, 990), flat(990), go(990, 900)];
    const limited = { ...DCA_GRID, exposureLimit: 0.03 };
    expect(await fills(limited, rows)).toEqual(["1: buy long 1 at 990", "3: buy long 2 at 980"]);
  });

  it("mirrors a short side, and rests after a cycle", async () => {
    const short = { ...DCA_GRID, direction: "short", cooldownMs: 2 * MINUTE_MS } as const;
    const rows = [flat(1000), go(1000, 1010), go(1010, 999), flat(999), flat(999), go(999, 1100)];
    // The cycle ends with the quote of minute 3, so that minute 5 quotes at 1008.99 up.
    expect(await fills(short, rows)).toEqual([
      "1: sell short 1 at 1010",
      "2: buy short 1 at 999",
      "5: sell short 1 at 1009",
    ]);
  });
});
