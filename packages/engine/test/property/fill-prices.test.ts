/** Where fills can happen: on the path, jumps included, and no further beyond it than the slippage. Semantics 4. */
import type { Kernel } from "@perpmill/core-wasm";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Bars } from "../../src/market-data/bars.js";
import type { PreparedRun } from "../../src/runs/prepare.js";
import { choices, type Profile } from "../support/choices.js";
import { makeKernel, runOn } from "../support/kernel-runner.js";
import type { Outcome } from "../support/outcome.js";
import { WORST_CASES } from "../support/profiles.js";
import { randomRun } from "../support/random-run.js";
import { drawn } from "../support/runs-and-seed.js";

const RUNS = 300;
const MAKER = 0;
const LIQUIDATION = 4;

let kernel: Kernel;
beforeAll(async () => {
  kernel = await makeKernel();
});

/** A move of the price, units. */
interface Reach {
  readonly from: number;
  readonly to: number;
}

/** V0 … V4 of a bar from its trade times alone, without the model: all moves that can end at a time. */
function movesTo(bars: Bars, bar: number, timeMs: number): Reach[] {
  const before = bar === 0 ? bars.open[0] : bars.close[bar - 1];
  const { intervalMs } = bars;
  const offset = timeMs - (bars.baseTimeMs + bars.timeIndex[bar] * intervalMs);
  const [open, high, low, close] = [bars.open[bar], bars.high[bar], bars.low[bar], bars.close[bar]];
  if (offset === 0) return [{ from: before, to: open }];
  if (offset === Math.floor(intervalMs / 3)) {
    return [
      { from: open, to: low },
      { from: open, to: high },
    ];
  }
  if (offset === Math.floor((2 * intervalMs) / 3)) {
    return [
      { from: low, to: high },
      { from: high, to: low },
    ];
  }
  expect(offset).toBe(intervalMs - 1);
  return [
    { from: low, to: close },
    { from: high, to: close },
  ];
}

function throughUnits({ config, units }: PreparedRun): number {
  return config.fills.rule === "touch" ? 0 : config.fills.throughTicks * units.tickUnits;
}

function checkMaker({ trades }: Outcome, row: number, prepared: PreparedRun): void {
  const { bars, units } = prepared;
  const through = throughUnits(prepared);
  const price = trades.priceUnits[row];
  const buys = trades.side[row] > 0;
  const reached = movesTo(bars, trades.barIndex[row], trades.timeMs[row]).some(({ from, to }) =>
    buys ? Math.min(from, to) <= price - through : Math.max(from, to) >= price + through,
  );
  expect(reached, `${buys ? "bid" : "ask"} at ${price} of bar ${trades.barIndex[row]}`).toBe(true);
  const reference = trades.referenceUnits[row];
  expect(buys ? price < reference : price > reference).toBe(true);
  expect(price % units.tickUnits).toBe(0);
}

function checkTaker({ trades }: Outcome, row: number, prepared: PreparedRun): void {
  const { bars, config, units } = prepared;
  const { slippageTicks, maxParticipation } = config.fills;
  const before = trades.referenceUnits[row];
  const price = trades.priceUnits[row];
  const isLiquidation = trades.reason[row] === LIQUIDATION;
  const slippage = isLiquidation ? 0 : slippageTicks * units.tickUnits;
  const worse = trades.side[row] > 0 ? price - before : before - price;
  expect(worse).toBeLessThanOrEqual(slippage);
  if (worse < slippage) expect(price).toBe(units.tickUnits);
  // The near end of a clamp is the limit price of an order that the move filled (semantics 6), which
  // lies up to `throughTicks` outside of the move; that of one left over by the cap lies anywhere.
  if (isLiquidation && maxParticipation !== null) return;
  const slack = throughUnits(prepared);
  const onTheWay = movesTo(bars, trades.barIndex[row], trades.timeMs[row]).some(
    ({ from, to }) => before >= Math.min(from, to) - slack && before <= Math.max(from, to) + slack,
  );
  expect(onTheWay, `reference ${before} of bar ${trades.barIndex[row]}`).toBe(true);
}

function checkCap({ trades }: Outcome, { bars, config, units }: PreparedRun): void {
  const { maxParticipation } = config.fills;
  if (maxParticipation === null || bars.volume === null) return;
  const lotBase = units.stepSize * units.contractSize;
  const taken = new Map<number, number>();
  for (let row = 0; row < trades.length; row++) {
    if (trades.liquidity[row] !== MAKER) continue;
    const bar = trades.barIndex[row];
    taken.set(bar, (taken.get(bar) ?? 0) + trades.lots[row]);
  }
  for (const [bar, lots] of taken) {
    expect(lots).toBeLessThanOrEqual((maxParticipation * bars.volume[bar]) / lotBase + 1e-6);
    expect(bars.volume[bar]).toBeGreaterThan(0);
  }
}

async function checkFills(name: string, profile: Profile): Promise<void> {
  await fc.assert(
    fc.asyncProperty(choices(profile), async (drawnChoices) => {
      const prepared = randomRun(drawnChoices);
      const outcome = await runOn(kernel, prepared, "lazy");
      for (let row = 0; row < outcome.trades.length; row++) {
        if (outcome.trades.liquidity[row] === MAKER) checkMaker(outcome, row, prepared);
        else checkTaker(outcome, row, prepared);
      }
      checkCap(outcome, prepared);
    }),
    drawn(name, RUNS),
  );
}

describe("fills", () => {
  it("are on the path, within the slippage and the participation cap, in any run", async () => {
    await checkFills("any run", {});
  });

  it.each([
    "liquidation on jumps",
    "stops and regimes in wild markets",
    "prices finer than ticks of 10 units",
  ])("are so on the worst case: %s", async (name) => {
    await checkFills(name, WORST_CASES[name]);
  });
});
