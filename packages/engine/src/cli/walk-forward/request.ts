/** From the options of `perpmill walk-forward`, `k-fold` and `splits` to what a study is asked. */
import { PerpmillError } from "../../errors.js";
import type { SearchMethod } from "../../search/method-names.js";
import { parseAxis } from "../../sweeps/parse-axis.js";
import { exactNumber } from "../../units.js";
import type { FoldChooser, FoldRequest } from "../../walk-forward/fold-options.js";
import type { TimeSplit } from "../../walk-forward/split-names.js";
import type { WalkForwardRequest } from "../../walk-forward/walk-forward.js";
import type { KFoldWindows } from "../../walk-forward/windows.js";
import type { CommandContext } from "../context.js";
import type { DataOptions } from "../load-inputs.js";
import { wholeNumber } from "../option-values.js";

/** Options that every study over time has. */
export interface StudyOptions extends DataOptions {
  readonly workers?: string;
  readonly out?: string;
  readonly json?: boolean;
}

interface FoldOptions extends StudyOptions {
  readonly axis: readonly string[];
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

function chooserOf(options: FoldOptions, { texts }: CommandContext): FoldChooser {
  const { budget, objective: expression = "sharpe", require: needed = [], seed = "0" } = options;
  const method = options.method ?? (budget === undefined ? "grid" : "tpe");
  const objective = { expression, constraints: needed };
  const axes = options.axis.map(parseAxis);
  const shared = { objective, constraints: options.where };
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

function askedOf(options: FoldOptions, context: CommandContext): Asked {
  const { stopDrawdown } = options;
  const search = chooserOf(options, context);
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
 * @throws USAGE, SWEEP_INVALID
 */
export function walkForwardRequest(
  options: WalkForwardCommandOptions,
  context: CommandContext,
): Asked & Pick<WalkForwardRequest, "windows" | "position"> {
  const { texts } = context;
  const { scheme = "rolling", train = DEFAULTS.train, test = DEFAULTS.test } = options;
  const { step = test, gap = "0", position = "carry" } = options;
  return {
    ...askedOf(options, context),
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
 * @throws USAGE, SWEEP_INVALID
 */
export function kFoldRequest(
  options: KFoldCommandOptions,
  context: CommandContext,
): Asked & KFoldWindows {
  const { texts } = context;
  const { folds = DEFAULTS.folds, purge = DEFAULTS.purge, embargo = DEFAULTS.embargo } = options;
  return {
    ...askedOf(options, context),
    folds: wholeNumber("--folds", folds, 1, texts),
    purgeDays: wholeNumber("--purge", purge, 0, texts),
    embargoDays: wholeNumber("--embargo", embargo, 0, texts),
  };
}
