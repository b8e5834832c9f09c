/** From what was asked for to what is computed: a checked configuration, its range, its content key. */
import { createHash } from "node:crypto";
import {
  type ConfigInput,
  canonicalJson,
  ENGINE_VERSION,
  type InstrumentRules,
  importedPresets,
  instrumentRules,
  kernelSha256Of,
  type NormalisedConfig,
  normaliseConfig,
  PerpmillError,
} from "@perpmill/engine";
import type { TimeRange } from "../../../workers/protocol.js";
import type { RunnableStrategy, Strategies } from "../strategies/strategies-service.js";
import { intervalOf, type RunInputs } from "./run-inputs.js";

/** A configuration as sent, and the range that was asked for beside it. */
export interface RunWish {
  readonly config: ConfigInput;
  /** what is undefined is left to the configuration */
  readonly fromMs: number | null | undefined;
  readonly toMs: number | null | undefined;
  /** whose strategies it may name */
  readonly ownerId: string;
}

/** Where what a configuration names is found. */
export interface PlanPlace {
  /** the data directory, whose imported rules go before the built-in ones */
  readonly home: string;
  readonly strategies: Pick<Strategies, "named">;
}

/** What is computed. */
export interface RunPlan {
  /** as sent, with the range in `data` */
  readonly config: ConfigInput;
  readonly normalised: NormalisedConfig;
  readonly instrumentRules: InstrumentRules;
  readonly range: TimeRange;
  readonly contentKey: string;
  /** null: a built-in one */
  readonly strategy: RunnableStrategy | null;
}

/** Longest configuration, as JSON. A thousand margin tiers fit. */
const CONFIG_BYTES = 131_072;
const SYMBOL_LENGTH = 64;

function withRange(wish: RunWish): ConfigInput {
  const { config, fromMs, toMs } = wish;
  if (fromMs === undefined && toMs === undefined) return config;
  const data = typeof config.data === "object" ? config.data : null;
  // A `data` that is no object stays, so that the engine refuses it by its name.
  if (config.data !== undefined && config.data !== null && data === null) return config;
  return {
    ...config,
    data: {
      ...data,
      ...(fromMs === undefined ? {} : { start: fromMs }),
      ...(toMs === undefined ? {} : { end: toMs }),
    },
  };
}

function checkSize(config: ConfigInput): void {
  const bytes = Buffer.byteLength(JSON.stringify(config));
  if (bytes <= CONFIG_BYTES) return;
  throw new PerpmillError("CONFIG_INVALID", {
    message: `the configuration has ${bytes} bytes, more than ${CONFIG_BYTES}`,
    where: { field: "body.config" },
    hint: "Leave out what is not needed.",
  });
}

/** History is filtered by the symbol, so that it must be short there, and a text on any database. */
function checkSymbol({ instrument: { symbol } }: NormalisedConfig): void {
  if (symbol === null || (symbol.length <= SYMBOL_LENGTH && !symbol.includes("\0"))) return;
  throw new PerpmillError("CONFIG_INVALID", {
    message: `instrument.symbol has ${symbol.length} characters; at most ${SYMBOL_LENGTH} may be there, and no NUL`,
    where: { field: "instrument.symbol" },
    hint: "Use the exchange's name, such as ETHUSDT.",
  });
}

/** What runs are on here are bars. */
function checkPath({ path }: NormalisedConfig): void {
  if (path.model !== "trades") return;
  throw new PerpmillError("CONFIG_INVALID", {
    message: 'path.model is "trades", but runs of the server are on bars alone',
    where: { field: "path.model" },
    hint: "Use bridge, or `backtest({ trades })` of the library.",
  });
}

function checkRange({ fromMs, toMs }: TimeRange, { bars }: RunInputs): void {
  const { firstMs, lastMs } = bars.facts;
  if ((fromMs ?? firstMs) <= lastMs && (toMs ?? lastMs + 1) > firstMs) return;
  const iso = (ms: number) => new Date(ms).toISOString();
  throw new PerpmillError("BARS_RANGE_EMPTY", {
    message: `no bar of "${bars.name}" is in the range asked for: it begins at ${iso(firstMs)} and ends at ${iso(lastMs)}`,
    where: { field: "body.fromMs" },
    hint: "Choose a range inside the data.",
  });
}

/**
 * Equal for runs that must give the same result: SHA-256 of the normalised configuration, the data,
 * the range, engine and kernel. The layer is left out, for both give the same.
 */
export function contentKeyOf(normalised: NormalisedConfig, inputs: RunInputs): string {
  const text = canonicalJson({
    config: normalised,
    data: {
      bars: inputs.bars.contentHash,
      mark: inputs.mark?.contentHash ?? null,
      funding: inputs.funding?.contentHash ?? null,
    },
    engine: ENGINE_VERSION,
    kernel: kernelSha256Of(normalised),
  });
  return createHash("sha256").update(text).digest("hex");
}

/** `strategy.name` as it was sent, whatever was. */
function nameIn({ strategy }: ConfigInput): unknown {
  const section: unknown = strategy;
  return typeof section === "object" && section !== null && "name" in section ? section.name : null;
}

/**
 * Checks what was asked for against the data.
 * @throws PerpmillError: every code of the configuration; BARS_RANGE_EMPTY; ServerError STRATEGY_UNKNOWN
 */
export async function planRun(
  wish: RunWish,
  inputs: RunInputs,
  place: PlanPlace,
): Promise<RunPlan> {
  checkSize(wish.config);
  const config = withRange(wish);
  const presets = await importedPresets(place.home);
  const strategy = await place.strategies.named(wish.ownerId, nameIn(config));
  const intervalMs = intervalOf(inputs.bars);
  const normalised = normaliseConfig(config, {
    presets,
    hasFundingFile: inputs.funding !== null,
    strategies: strategy === null ? [] : [strategy.descriptor],
    ...(intervalMs === null ? {} : { intervalMs }),
  });
  checkSymbol(normalised);
  checkPath(normalised);
  const range = { fromMs: normalised.data.start, toMs: normalised.data.end };
  checkRange(range, inputs);
  return {
    config,
    normalised,
    instrumentRules: instrumentRules(config.instrument, presets),
    range,
    contentKey: contentKeyOf(normalised, inputs),
    strategy,
  };
}
