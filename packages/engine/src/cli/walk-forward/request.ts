/** From the options of `perpmill walk-forward`, `k-fold` and `splits` to what a study is asked. */
import { PerpmillError } from "../../errors.js";
import type { SearchMethod } from "../../search/method-names.js";
import type { SearchJson } from "../../search/search-json.js";
import type { SearchObjective } from "../../search/search-options.js";
import { parseAxis } from "../../sweeps/parse-axis.js";
import { exactNumber } from "../../units.js";
import type { FoldChooser, FoldRequest } from "../../walk-forward/fold-options.js";
import type { TimeSplit } from "../../walk-forward/split-names.js";
import type { WalkForwardRequest } from "../../walk-forward/walk-forward.js";
import type { KFoldWindows } from "../../walk-forward/windows.js";
import type { CommandContext } from "../context.js";
import type { DataOptions } from "../load-inputs.js";
import { wholeNumber } from "../option-values.js";
import { studyInFile } from "../study-file.js";

/** Options that every study over time has. */
export interface StudyOptions extends DataOptions {
  readonly workers?: string;
  readonly out?: string;
  readonly json?: boolean;
}

interface FoldOptions extends StudyOptions {
  readonly axis?: readonly string[];
  readonly where?: readonly string[];
  readonly method?: "grid" | "lhs" | SearchMethod;
  readonly budget?: string;
  readonly objective?: string;
  readonly require?: readonly string[];
  readonly seed?: string;
  readonly stopDrawdown?: string;
}

export interface WalkForwardCommandOptions extends FoldOptions {
  readonly scheme?: "anchored" | "rolling";
  readonly train?: string;
  readonly test?: string;
  readonly step?: string;
  readonly gap?: string;
  readonly position?: "carry" | "flat";
}

export interface KFoldCommandOptions extends FoldOptions {
  readonly folds?: string;
  readonly purge?: string;
  readonly embargo?: string;
}

export interface SplitsCommandOptions extends StudyOptions {
  readonly by?: TimeSplit;
}

const DEFAULTS = { train: "180", test: "60", folds: "5", purge: "1", embargo: "1" };

/** @throws USAGE */
export function workersOf({ workers }: StudyOptions, { texts }: CommandContext) {
  return workers === undefined ? undefined : wholeNumber("--workers", workers, 0, texts);
}

/** What a fold is searched for and where: by options, or as the search did whose file is given. */
function questionOf(options: FoldOptions, search: SearchJson | null, { texts }: CommandContext) {
  const { axis, objective, require: needed, where } = options;
  const words = texts.walkForward;
  if (axis === undefined && search === null) {
    throw new PerpmillError("USAGE", { message: words.noAxis, hint: words.noAxisHint });
  }
  if (objective === undefined && search !== null && search.objectives.length > 1) {
    throw new PerpmillError("USAGE", {
      message: words.manyObjectives,
      hint: words.manyObjectivesHint,
    });
  }
  const asked: SearchObjective =
    objective === undefined && search !== null
      ? search.objectives[0]
      : { expression: objective ?? "sharpe" };
  return {
    axes: axis?.map(parseAxis) ?? search?.space ?? [],
    objective: needed === undefined ? asked : { ...asked, constraints: needed },
    constraints: where ?? search?.constraints,
  };
}

function chooserOf(
  options: FoldOptions,
  search: SearchJson | null,
  context: CommandContext,
): FoldChooser {
  const { texts } = context;
  const { budget, seed = "0" } = options;
  const { axes, ...shared } = questionOf(options, search, context);
  const method = options.method ?? search?.method ?? (budget === undefined ? "grid" : "tpe");
  const words = texts.walkForward;
  if (method === "grid") {
    if (budget === undefined) return { ...shared, axes };
    throw new PerpmillError("USAGE", { message: words.gridBudget, hint: words.gridBudgetHint });
  }
  if (budget === undefined) {
    throw new PerpmillError("USAGE", {
      message: words.noBudget(method),
      hint: words.noBudgetHint,
    });
  }
  const count = wholeNumber("--budget", budget, 1, texts);
  const number = BigInt(wholeNumber("--seed", seed, 0, texts));
  if (method === "lhs") return { ...shared, axes, sampler: { kind: method, count, seed: number } };
  return { ...shared, space: axes, method, budget: count, seed: number };
}

type Asked = Pick<FoldRequest, "search" | "giveUpDrawdown">;

async function askedOf(
  configPath: string,
  options: FoldOptions,
  context: CommandContext,
): Promise<Asked> {
  const { stopDrawdown } = options;
  const study = await studyInFile(configPath, context);
  const search = chooserOf(options, study?.kind === "search" ? study : null, context);
  if (stopDrawdown === undefined) return { search };
  const share = exactNumber(stopDrawdown);
  if (typeof share === "number") return { search, giveUpDrawdown: share };
  const { messages, sweeps } = context.texts;
  throw new PerpmillError("USAGE", {
    message: messages.badNumber("--stop-drawdown", stopDrawdown, sweeps.share),
  });
}

/**
 * Checks the options of `perpmill walk-forward`.
 * @param configPath whose search is done again in each fold, where it is the JSON of one
 * @throws USAGE, SWEEP_INVALID, FILE_NOT_FOUND, RESULT_INVALID, CONFIG_INVALID
 */
export async function walkForwardRequest(
  configPath: string,
  options: WalkForwardCommandOptions,
  context: CommandContext,
): Promise<Asked & Pick<WalkForwardRequest, "windows" | "position">> {
  const { texts } = context;
  const { scheme = "rolling", train = DEFAULTS.train, test = DEFAULTS.test } = options;
  const { step = test, gap = "0", position = "carry" } = options;
  return {
    ...(await askedOf(configPath, options, context)),
    windows: {
      scheme,
      trainDays: wholeNumber("--train", train, 1, texts),
      testDays: wholeNumber("--test", test, 1, texts),
      stepDays: wholeNumber("--step", step, 1, texts),
      gapDays: wholeNumber("--gap", gap, 0, texts),
    },
    position,
  };
}

/**
 * Checks the options of `perpmill k-fold`.
 * @param configPath whose search is done again in each fold, where it is the JSON of one
 * @throws USAGE, SWEEP_INVALID, FILE_NOT_FOUND, RESULT_INVALID, CONFIG_INVALID
 */
export async function kFoldRequest(
  configPath: string,
  options: KFoldCommandOptions,
  context: CommandContext,
): Promise<Asked & KFoldWindows> {
  const { texts } = context;
  const { folds = DEFAULTS.folds, purge = DEFAULTS.purge, embargo = DEFAULTS.embargo } = options;
  return {
    ...(await askedOf(configPath, options, context)),
    folds: wholeNumber("--folds", folds, 1, texts),
    purgeDays: wholeNumber("--purge", purge, 0, texts),
    embargoDays: wholeNumber("--embargo", embargo, 0, texts),
  };
}
