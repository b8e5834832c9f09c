/** `pure-maker` as it is built in, and as a user writes it, ready to be run. */
import { readFileSync } from "node:fs";
import type { CallbackStrategy } from "../../../packages/engine/src/callbacks/callback-strategy.js";
import { compileStrategy } from "../../../packages/engine/src/compiler.js";
import type { ConfigInput } from "../../../packages/engine/src/config/input.js";
import {
  type KernelMarket,
  placeMarket,
} from "../../../packages/engine/src/internal/kernel-market.js";
import type { RunInputs } from "../../../packages/engine/src/runs/prepare.js";
import { type KernelTask, prepareTask } from "../kernel-task.js";
import { SIZE_RATIO, STRATEGY_SCENARIOS } from "../strategy-scenarios.js";
import { CALLBACK, CALLBACK_WITH_REACH } from "./callback-maker.js";

/** One way to write the strategy. */
export interface Way {
  readonly name: string;
  readonly task: KernelTask;
}

const COMPILED = new URL("./compiled-maker.ts", import.meta.url);

function everyday(orderRefreshMs: number): ConfigInput {
  const found = STRATEGY_SCENARIOS.find(({ name }) => name === "pure-maker");
  if (found === undefined) throw new Error("there is no scenario of pure-maker");
  return { ...found.config, strategy: { ...found.config.strategy, orderRefreshMs } };
}

/** Compiled with the kernel, its bars in a memory of its own. */
async function compiledTask(market: KernelMarket, config: ConfigInput): Promise<KernelTask> {
  const { wasm, descriptor } = await compileStrategy(readFileSync(COMPILED, "utf8"));
  const module = await WebAssembly.compile(wasm);
  const { size: _, ...strategy } = config.strategy;
  const inputs: RunInputs = {
    bars: market.bars,
    config: {
      ...config,
      strategy: { ...strategy, name: descriptor.id, share: SIZE_RATIO },
    },
    userStrategy: { descriptor, module },
  };
  return prepareTask(inputs, await placeMarket(market.bars, null, module));
}

/** The built-in first. @param market last prices only */
export async function ways(market: KernelMarket, orderRefreshMs: number): Promise<readonly Way[]> {
  const config = everyday(orderRefreshMs);
  const callback = (own: CallbackStrategy): Promise<KernelTask> => {
    const strategy = { ...config.strategy, name: own };
    return prepareTask({ bars: market.bars, config: { ...config, strategy } }, market);
  };
  return [
    { name: "built in", task: await prepareTask({ bars: market.bars, config }, market) },
    { name: "AssemblyScript", task: await compiledTask(market, config) },
    { name: "TypeScript callback with reach", task: await callback(CALLBACK_WITH_REACH) },
    { name: "TypeScript callback", task: await callback(CALLBACK) },
  ];
}
