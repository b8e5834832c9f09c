/** A whole random run: market, series and configuration, checked by the engine as any other. */
import { type PreparedRun, prepareRun, type RunInputs } from "../../src/runs/prepare.js";
import type { Choices } from "./choices.js";
import { randomConfig } from "./random-config.js";
import { randomBars, randomFunding, randomMark } from "./random-market.js";

/** The inputs that `backtest` takes. */
export function randomInputs(drawn: Choices): RunInputs {
  const bars = randomBars(drawn);
  return {
    bars,
    mark: randomMark(drawn, bars),
    funding: randomFunding(drawn, bars),
    config: randomConfig(drawn, bars),
  };
}

/** The inputs, checked and completed. */
export function randomRun(drawn: Choices): PreparedRun {
  return prepareRun(randomInputs(drawn));
}
