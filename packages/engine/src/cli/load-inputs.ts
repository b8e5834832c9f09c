/** From the names on the command line to bars, series and a checked configuration. */
import { availableParallelism } from "node:os";
import { dirname, join, resolve } from "node:path";
import { modulePathOf } from "../callbacks/module-path.js";
import type { ConfigInput } from "../config/input.js";
import { normaliseConfig } from "../config/normalise.js";
import { parseConfigText } from "../config/parse-text.js";
import { setConfigValue } from "../config/set-value.js";
import type { NormalisedConfig } from "../config/types.js";
import { importedPresets } from "../instruments/import-store-node.js";
import type { Bars, FillRule, FundingSeries, PriceSeries } from "../market-data/bars.js";
import { loadTrades, openSeries } from "../market-data/load-node.js";
import type { LoadProgress } from "../market-data/load-options.js";
import type { Trades } from "../market-data/trades/trades.js";
import { numberText } from "../reports/number-text.js";
import { instrumentRules as instrumentRulesOf } from "../runs/instrument-rules.js";
import type { InstrumentRules } from "../runs/result.js";
import type { UserStrategy } from "../strategies/user-strategy.js";
import { isStrategyPath } from "../user-strategies/strategy-path.js";
import type { CommandContext } from "./context.js";
import { homeOrNone } from "./home.js";
import { readInputText } from "./input-text.js";
import { openSource, readBars, type SourceOptions } from "./open-data.js";
import { pathAndValue, spanMs } from "./option-values.js";
import type { NamedFile } from "./output-files.js";
import { type Progress, startProgress } from "./print/progress.js";
import { bestOfStudy, studyInText } from "./study-file.js";

/** Options of every command that reads a configuration. */
export interface ConfigOptions extends SourceOptions {
  readonly funding?: string;
  readonly set?: readonly string[];
  /** file of a strategy of one's own, in the place of that of the configuration */
  readonly strategy?: string;
}

/** Options of every command that reads a configuration and bars. */
export interface DataOptions extends ConfigOptions {
  readonly data: readonly string[];
  readonly mark?: string;
  readonly interval?: string;
  readonly onBadRow?: "error" | "skip";
}

/** What a run needs, read and checked. */
export interface Inputs {
  readonly config: NormalisedConfig;
  readonly instrumentRules: InstrumentRules;
  /** null: a built-in strategy */
  readonly userStrategy: UserStrategy | null;
  readonly bars: Bars;
  /** those that the bars are made of; read for the path model `trades` alone */
  readonly trades: Trades | undefined;
  /** the rule for holes: of the options or the data set */
  readonly fill: FillRule;
  readonly mark: PriceSeries | undefined;
  readonly funding: FundingSeries | undefined;
  readonly loadMs: number;
  readonly fromCache: boolean;
}

/** The files that a command reads, so that no output overwrites one. */
export function inputFiles(configPath: string, options: DataOptions): NamedFile[] {
  const files: NamedFile[] = [{ option: "CONFIG", path: configPath }];
  for (const path of options.data) files.push({ option: "--data", path });
  if (options.mark !== undefined) files.push({ option: "--mark", path: options.mark });
  if (options.funding !== undefined) files.push({ option: "--funding", path: options.funding });
  return files;
}

/** The configuration in a RESULT.json, so that a result can be run again; other content as it is. */
function configOf(content: unknown): unknown {
  if (typeof content !== "object" || content === null) return content;
  return "semantics" in content && "config" in content ? content.config : content;
}

/**
 * The strategy of one's own that `--strategy` or the configuration names, and the configuration with
 * its version in it. A path in a configuration is relative to its file.
 */
async function ownStrategy(
  input: unknown,
  configPath: string,
  options: ConfigOptions,
  { host }: CommandContext,
  home: string | null,
): Promise<{ readonly input: unknown; readonly userStrategy: UserStrategy | null }> {
  const section: unknown = Object(input).strategy ?? {};
  const modulePath = modulePathOf(section);
  if (modulePath !== null && options.strategy === undefined) {
    const { loadCallback, namedSection } = await import("../callbacks/load-callback-node.js");
    const userStrategy = await loadCallback(resolve(host.cwd, dirname(configPath), modulePath));
    const strategy = namedSection(section, userStrategy);
    return { input: { ...Object(input), strategy }, userStrategy };
  }
  const named: unknown = Object(section).name;
  const folder = options.strategy === undefined ? dirname(configPath) : ".";
  const path = options.strategy ?? named;
  if (options.strategy === undefined && !isStrategyPath(named))
    return { input, userStrategy: null };
  const { loadStrategy } = await import("../user-strategies/load-strategy-node.js");
  const { descriptor, module } = await loadStrategy(resolve(host.cwd, folder, String(path)), {
    cacheDir: home === null ? null : join(home, "cache"),
    signal: host.signal,
  });
  const strategy = { ...Object(section), name: descriptor.id };
  return { input: { ...Object(input), strategy }, userStrategy: { descriptor, module } };
}

/** What a file holds: a configuration, a result, or a sweep or a search, whose best is taken. */
async function configInFile(path: string, context: CommandContext): Promise<unknown> {
  const content = await readInputText(path, context);
  const study = await studyInText(content, path, context);
  if (study !== null) return bestOfStudy(study, path, context);
  return configOf(parseConfigText(content, path));
}

/** The configuration of a file with `--set` applied, checked as far as it can be without data. */
export async function readConfig(
  path: string,
  options: ConfigOptions,
  context: CommandContext,
): Promise<Pick<Inputs, "config" | "instrumentRules" | "userStrategy">> {
  let input = await configInFile(path, context);
  for (const text of options.set ?? []) {
    input = setConfigValue(input, ...pathAndValue(text, context.texts));
  }
  const home = homeOrNone(options.home, context);
  const presets = home === null ? undefined : await importedPresets(home);
  const own = await ownStrategy(input, path, options, context, home);
  const hasFundingFile = options.funding !== undefined;
  const strategies = own.userStrategy === null ? [] : [own.userStrategy.descriptor];
  return {
    config: normaliseConfig(own.input, { hasFundingFile, file: path, presets, strategies }),
    userStrategy: own.userStrategy,
    instrumentRules: instrumentRulesOf((input as Partial<ConfigInput>).instrument, presets),
  };
}

function reporter(progress: Progress, { texts }: CommandContext): (seen: LoadProgress) => void {
  return ({ bytes, totalBytes, rows }) =>
    progress.report(
      totalBytes === null || totalBytes === 0 ? null : bytes / totalBytes,
      `${numberText(rows, "count")} ${texts.rows}`,
    );
}

/** How inputs are read. */
export interface ReadingRules {
  /** `"keep"`: the rule for holes is told and not applied, so that bars can join; default: `"fill"` */
  readonly holes?: "fill" | "keep";
  /** threads besides this one that will run on them; default: 0 */
  readonly threads?: number;
}

/**
 * Reads configuration, bars, mark prices and funding.
 * @throws the errors of the readers and of the configuration; ABORTED after Ctrl-C
 */
export async function loadInputs(
  configPath: string,
  options: DataOptions,
  context: CommandContext,
  { holes = "fill", threads = 0 }: ReadingRules = {},
): Promise<Inputs> {
  const { host, texts } = context;
  const intervalMs = options.interval === undefined ? undefined : spanMs(options.interval, texts);
  const {
    config: parsed,
    instrumentRules,
    userStrategy,
  } = await readConfig(configPath, options, context);
  const strategies = userStrategy === null ? [] : [userStrategy.descriptor];
  const startedMs = host.nowMs();
  const progress = await startProgress(host, texts.reading);
  try {
    const shared = {
      signal: host.signal,
      onBadRow: options.onBadRow,
      onProgress: reporter(progress, context),
    };
    const source = await openSource(options.data, { kind: "last", intervalMs }, options, context);
    const { bars, fromCache } = await readBars(
      holes === "keep" ? { ...source, fill: "none" } : source,
      {
        ...shared,
        intervalMs,
        priceDecimals: parsed.data.priceDecimals,
      },
      options,
      context,
      threads === 0 ? null : { threads, marked: options.mark !== undefined },
    );
    const series = async <Kind extends "mark" | "funding">(kind: Kind, name: string) => {
      const wanted = { kind, intervalMs: bars.intervalMs };
      const { paths } = await openSource([name], wanted, options, context);
      return (await openSeries(paths, { ...shared, kind })).series;
    };
    const { mark, funding } = options;
    const { priceDecimals } = parsed.data;
    const walksTrades = parsed.path.model === "trades";
    return {
      bars,
      trades: walksTrades
        ? await loadTrades(source.paths, { ...shared, priceDecimals })
        : undefined,
      fill: source.fill,
      fromCache,
      mark: mark === undefined ? undefined : await series("mark", mark),
      funding: funding === undefined ? undefined : await series("funding", funding),
      instrumentRules,
      userStrategy,
      config: normaliseConfig(parsed, { intervalMs: bars.intervalMs, strategies }),
      loadMs: host.nowMs() - startedMs,
    };
  } finally {
    progress.end();
  }
}

/**
 * As `loadInputs`, for many runs on threads.
 * @param workers as asked for; undefined: one a core
 */
export function loadStudyInputs(
  configPath: string,
  options: DataOptions,
  context: CommandContext,
  workers: number | undefined,
): Promise<Inputs> {
  return loadInputs(configPath, options, context, { threads: workers ?? availableParallelism() });
}
