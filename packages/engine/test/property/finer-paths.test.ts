/** Runs along bridges and trades: fills lie on the path, and the path hangs on the seed. Semantics 2. */
import type { Kernel } from "@perpmill/core-wasm";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { BarPath } from "../../../core-wasm/reference/bar-path.js";
import { choices } from "../support/choices.js";
import { bridges, type FinerRun, finerRun, tradePaths } from "../support/finer-run.js";
import { makeKernel, runOn } from "../support/kernel-runner.js";
import { differences } from "../support/outcome.js";
import { referenceInput } from "../support/reference-runner.js";
import { drawn } from "../support/runs-and-seed.js";

const RUNS = 100;
const MAKER = 0;

let kernel: Kernel;
beforeAll(async () => {
  kernel = await makeKernel(false, true);
});

/** A move of the price that ends at a time, units. */
interface Move {
  readonly from: number;
  readonly to: number;
}

/** The moves of every bar by the time at which they end, as the reference draws them. */
function movesOf({ prepared, trades }: FinerRun): Map<number, Move[]>[] {
  const { bars, units } = prepared;
  const path = new BarPath(referenceInput(prepared, trades), 10 ** units.priceDecimals);
  return Array.from({ length: bars.count }, (_, bar) => {
    path.enter(bar);
    const moves = new Map<number, Move[]>();
    for (let k = 1; k <= path.count; k++) {
      const ending = moves.get(path.timeMs[k]) ?? [];
      ending.push({ from: path.last[k - 1], to: path.last[k] });
      moves.set(path.timeMs[k], ending);
    }
    const points = path.last.slice(1, path.count + 1);
    expect([points[0], Math.max(...points), Math.min(...points), points[path.count - 1]]).toEqual([
      bars.open[bar],
      bars.high[bar],
      bars.low[bar],
      bars.close[bar],
    ]);
    return moves;
  });
}

describe("a run on a finer path", () => {
  it.each([
    ["bridges", bridges],
    ["trades", tradePaths],
  ])("fills no maker along %s at a price that the move did not reach", async (name, paths) => {
    let fills = 0;
    await fc.assert(
      fc.asyncProperty(choices(), paths, async (drawnChoices, path) => {
        const run = finerRun(drawnChoices, path);
        const { config, units } = run.prepared;
        const { trades } = await runOn(kernel, run.prepared, "lazy");
        const { rule, throughTicks } = config.fills;
        const through = rule === "touch" ? 0 : throughTicks * units.tickUnits;
        const moves = movesOf(run);
        for (let row = 0; row < trades.length; row++) {
          if (trades.liquidity[row] !== MAKER) continue;
          fills += 1;
          const price = trades.priceUnits[row];
          const buys = trades.side[row] > 0;
          const ending = moves[trades.barIndex[row]].get(trades.timeMs[row]) ?? [];
          const reached = ending.some(({ from, to }) =>
            buys ? Math.min(from, to) <= price - through : Math.max(from, to) >= price + through,
          );
          expect(reached, `${buys ? "bid" : "ask"} at ${price} of row ${row}`).toBe(true);
        }
      }),
      drawn(`fills along ${name}`, RUNS),
    );
    expect(fills).toBeGreaterThan(1_000);
  });

  it("is the same for the same seed, and another for another one", async () => {
    let others = 0;
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(
        choices({ strategy: ["pure-maker"], refreshBars: [0.3, 0] }),
        bridges,
        async (drawnChoices, path) => {
          const one = await runOn(kernel, finerRun(drawnChoices, path).prepared, "lazy");
          const again = await runOn(kernel, finerRun(drawnChoices, path).prepared, "lazy");
          expect(differences(one, again)).toEqual([]);
          if (one.metrics.makerFills < 20) return;
          const { prepared } = finerRun({ ...drawnChoices, pathSeed: 12_345 }, path);
          runs += 1;
          others += Number(differences(one, await runOn(kernel, prepared, "lazy")).length > 0);
        },
      ),
      drawn("seeds", RUNS),
    );
    expect(runs).toBeGreaterThan(10);
    // With four points only the order of the extremes is drawn, on which no fill may hang.
    expect(others).toBeGreaterThan(0.9 * runs);
  });
});
