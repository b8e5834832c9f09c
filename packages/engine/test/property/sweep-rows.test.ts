/** A row of a sweep is what a run of its configuration gives, whatever was run before it in the thread. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { normaliseConfig } from "../../src/config/normalise.js";
import type { NormalisedConfig } from "../../src/config/types.js";
import { PerpmillError } from "../../src/errors.js";
import { backtest } from "../../src/runs/backtest.js";
import type { RunInputs } from "../../src/runs/prepare.js";
import type { SweepAxis } from "../../src/sweeps/axis.js";
import { metricCells, SWEEP_METRICS } from "../../src/sweeps/metric-columns.js";
import { sweepOn } from "../../src/sweeps/run-sweep.js";
import { configAt } from "../../src/sweeps/set-point.js";
import { sweepColumn } from "../../src/sweeps/table.js";
import { testThreads } from "../../src/sweeps/threads.fixture.js";
import { choices } from "../support/choices.js";
import { randomInputs } from "../support/random-run.js";
import { drawn } from "../support/runs-and-seed.js";

/** Axes that fit every configuration; together they change what the threads keep between runs. */
const AXES: readonly SweepAxis[] = [
  { path: "account.leverage", values: [1, 3, 10] },
  { path: "path.model", values: ["direction", "random", "lowFirst"] },
  { path: "fills.rule", values: ["touch", "through"] },
  { path: "instrument.makerFee", from: -0.0002, to: 0.001, step: 0.0003 },
  { path: "strategy.orderRefreshMs", values: [null, 15_000, 60_000] },
  { path: "rebate.rate", values: [0, 0.3] },
  { path: "data.start", values: [null, "2023-12-31", "2024-01-01T01:00"] },
];

async function cellsOf(inputs: RunInputs, config: unknown) {
  try {
    const { metrics } = await backtest({ ...inputs, config: config as RunInputs["config"] });
    return metricCells(metrics, SWEEP_METRICS);
  } catch (error) {
    if (!(error instanceof PerpmillError)) throw error;
    return SWEEP_METRICS.map(() => null);
  }
}

function baseOf({ bars, config, funding }: RunInputs): NormalisedConfig {
  return normaliseConfig(config, {
    intervalMs: bars.intervalMs,
    hasFundingFile: funding != null,
  });
}

test("each row equals the single run, bit by bit", async () => {
  const two = fc.uniqueArray(fc.constantFrom(...AXES), { minLength: 1, maxLength: 2 });
  await fc.assert(
    fc.asyncProperty(choices(), two, fc.boolean(), async (drawnChoices, axes, all) => {
      const inputs = randomInputs(drawnChoices);
      const base = baseOf(inputs);
      const metrics = all ? ("all" as const) : undefined;
      const platform = testThreads();
      const { table } = await sweepOn({ ...inputs, axes, metrics, workers: 0 }, platform);
      const paths = axes.map(({ path }) => path);
      for (let row = 0; row < table.length; row++) {
        const point = paths.map((path) => {
          const value = sweepColumn(table, path)?.values[row] ?? null;
          return Number.isNaN(value) ? null : value;
        });
        const cells = await cellsOf(inputs, configAt(base, paths, point));
        SWEEP_METRICS.forEach((name, at) => {
          const column = sweepColumn(table, name);
          if (column === undefined) return;
          const value = column.values[row];
          expect({ [name]: Number.isNaN(value) ? null : value }).toEqual({ [name]: cells[at] });
        });
      }
    }),
    drawn("sweep rows", 150),
  );
});
