/**
 * From what a user wrote to a checked, frozen configuration. Semantics 10.
 *
 * Two phases: `parseConfig` needs no data, `completeConfig` fills in what depends on the bars. A
 * result of either is accepted again as input and gives itself.
 */
import { STRATEGIES, type StrategyDescriptor } from "@perpmill/core-wasm/strategies";
import { PerpmillError } from "../errors.js";
import { IssueList, isRecord, show } from "./issues.js";
import { type PresetLookup, readInstrument } from "./read-instrument.js";
import { checkKeys, isAtDefaults, readSection, type SectionValues } from "./read-section.js";
import { readStrategy } from "./read-strategy.js";
import { checkFundingFile, checkRules } from "./rules.js";
import { SECTIONS, TOP_LEVEL_KEYS } from "./schema.js";
import type { NormalisedConfig, NormalisedStrategy } from "./types.js";

export interface ParseContext {
  /** whether funding rates come with the run; undefined: not known yet, nothing is checked */
  readonly hasFundingFile?: boolean;
  /** name of the configuration file, for errors */
  readonly file?: string;
  /** presets by name that go before the built-in ones */
  readonly presets?: PresetLookup | undefined;
  /** strategies besides the built-in ones */
  readonly strategies?: readonly StrategyDescriptor[] | undefined;
}

export interface CompleteContext {
  /** D of semantics 2, ms */
  readonly intervalMs: number;
  /** strategies besides the built-in ones */
  readonly strategies?: readonly StrategyDescriptor[] | undefined;
}

export interface NormaliseContext extends ParseContext, Partial<CompleteContext> {}

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    for (const member of Object.values(value)) frozen(member);
    Object.freeze(value);
  }
  return value;
}

function completeFunding(funding: SectionValues, hasFundingFile: boolean): SectionValues {
  const { mode, rate, intervalHours } = funding;
  return { mode: mode ?? (hasFundingFile ? "series" : "none"), rate: rate ?? 0, intervalHours };
}

/** Without the points that only a bridge has, so that moving to another model leaves none behind. */
function countingPath(path: SectionValues): SectionValues {
  const { points, ...others } = path;
  return path.model === "bridge" ? path : others;
}

/**
 * Checks a configuration and fills in every default that needs no data; `strategy.orderRefreshMs`
 * stays null when it is left to the interval of the bars.
 * @param input anything; a parsed text of `parseConfigText` gives errors with line and column
 * @throws CONFIG_INVALID, CONFIG_UNKNOWN_KEY, FUNDING_MISMATCH: the first problem, all in `issues`
 */
export function parseConfig(input: unknown, context: ParseContext = {}): NormalisedConfig {
  const issues = new IssueList();
  if (!isRecord(input)) {
    throw new PerpmillError("CONFIG_INVALID", {
      message: `a configuration must be an object, got ${show(input)}`,
      where: context.file === undefined ? {} : { file: context.file },
      hint: "Write it in braces.",
    });
  }
  checkKeys(input, TOP_LEVEL_KEYS, "", issues);
  const member = (name: string) => (Object.hasOwn(input, name) ? input[name] : undefined);
  const instrument = readInstrument(member("instrument"), issues, context.presets);
  const sections: Record<string, SectionValues> = { instrument };
  for (const [name, schema] of Object.entries(SECTIONS)) {
    sections[name] = readSection(member(name), schema, name, issues);
  }
  const strategy = readStrategy(member("strategy"), issues, context.strategies);
  // Left out where it is off, so that configurations from before it was there stay the same.
  if (isAtDefaults(sections.quoting, SECTIONS.quoting)) delete sections.quoting;
  sections.path = countingPath(sections.path);
  checkRules(sections, strategy?.descriptor ?? null, issues);
  const { hasFundingFile } = context;
  if (hasFundingFile !== undefined) checkFundingFile(sections.funding.mode, hasFundingFile, issues);
  issues.throwIfAny(input, context.file);

  const account = { ...sections.account };
  account.positionMode ??= strategy?.descriptor.positionMode;
  const config = {
    ...sections,
    account,
    funding: completeFunding(sections.funding, hasFundingFile === true),
    strategy: strategy?.values,
  };
  // The sections were read by the schema that these types describe, and no issue is left.
  return frozen(config as unknown as NormalisedConfig);
}

/** Fills in the defaults that depend on the bars. Returns the same object when nothing was open. */
export function completeConfig(
  config: NormalisedConfig,
  { intervalMs, strategies = [] }: CompleteContext,
): NormalisedConfig {
  if (!Number.isSafeInteger(intervalMs) || intervalMs <= 0) {
    throw new PerpmillError("CONFIG_INVALID", {
      message: `the interval of the bars must be whole milliseconds above 0, got ${intervalMs}`,
      hint: "Pass Bars.intervalMs.",
    });
  }
  const known = [...STRATEGIES, ...strategies];
  const parameters = known.find(({ id }) => id === config.strategy.name)?.parameters ?? [];
  const open = parameters.filter(
    (parameter) =>
      parameter.type === "number" &&
      parameter.default === "interval" &&
      config.strategy[parameter.name] === null,
  );
  if (open.length === 0) return config;
  const filled = Object.fromEntries(open.map(({ name }) => [name, intervalMs]));
  const strategy: NormalisedStrategy = { ...config.strategy, ...filled };
  return frozen({ ...config, strategy });
}

/** `parseConfig`, and `completeConfig` when the interval is known. Errors as there. */
export function normaliseConfig(input: unknown, context: NormaliseContext = {}): NormalisedConfig {
  const config = parseConfig(input, context);
  const { intervalMs, strategies } = context;
  return intervalMs === undefined ? config : completeConfig(config, { intervalMs, strategies });
}
