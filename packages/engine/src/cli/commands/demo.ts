/** `perpmill demo`: five synthetic years, made, run and shown, with nothing to prepare. */
import { normaliseConfig } from "../../config/normalise.js";
import { spanText } from "../../reports/number-text.js";
import { resultJson, resultJsonText } from "../../reports/result-json.js";
import { instrumentRules } from "../../runs/instrument-rules.js";
import { syntheticBars } from "../../synthetic/synthetic-bars.js";
import { syntheticFunding } from "../../synthetic/synthetic-funding.js";
import type { CommandContext } from "../context.js";
import { wholeNumber } from "../option-values.js";
import { runWithProgress } from "./run-steps.js";

export interface DemoOptions {
  readonly bars?: string;
  readonly seed?: string;
  readonly json?: boolean;
}

/** Minutes of five years of 365 days. */
const FIVE_YEARS = 2_628_000;

const DEMO_CONFIG = {
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000, leverage: 5 },
  funding: { mode: "series" },
  rebate: { rate: 0.3, payoutDay: 19 },
  strategy: {
    name: "dual-maker",
    bidSpread: 0.002,
    askSpread: 0.002,
    size: { equityRatio: 0.02 },
    maxPositionRatio: 0.8,
  },
};

/** Makes the market, runs `dual-maker` over it and prints what came out and what it cannot tell. */
export async function demoCommand(options: DemoOptions, context: CommandContext): Promise<void> {
  const { host, texts } = context;
  const count = wholeNumber("--bars", options.bars ?? String(FIVE_YEARS), 1, texts);
  const seed = wholeNumber("--seed", options.seed ?? "1", 0, texts);
  const startedMs = host.nowMs();
  const bars = syntheticBars({ seed, bars: count, symbol: DEMO_CONFIG.instrument });
  const funding = syntheticFunding({ seed, bars });
  const loadMs = host.nowMs() - startedMs;
  const config = normaliseConfig(DEMO_CONFIG, {
    intervalMs: bars.intervalMs,
    hasFundingFile: true,
  });
  const result = await runWithProgress(
    {
      bars,
      mark: undefined,
      funding,
      config,
      instrumentRules: instrumentRules(DEMO_CONFIG.instrument),
    },
    "lazy",
    context,
  );
  if (options.json === true) {
    host.stdout.write(resultJsonText(resultJson(result, { loadMs })));
    return;
  }
  const { limitsText, resultText } = await import("../print/result-text.js");
  const before = texts.madeIn(spanText(loadMs));
  host.stdout.write(
    `${resultText(result, { before }, context)}\n${texts.demoNote}\n\n${limitsText(context)}`,
  );
}
