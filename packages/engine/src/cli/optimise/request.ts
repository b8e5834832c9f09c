/** From the options of `perpmill optimise` to what a search is asked. */
import { PerpmillError } from "../../errors.js";
import type {
  SearchDirection,
  SearchObjective,
  SearchRequest,
} from "../../search/search-options.js";
import { parseAxis } from "../../sweeps/parse-axis.js";
import { exactNumber } from "../../units.js";
import type { CommandContext } from "../context.js";
import type { DataOptions } from "../load-inputs.js";
import { wholeNumber } from "../option-values.js";
import { metricsOf, shareOf } from "../sweep/request.js";

export interface OptimiseOptions extends DataOptions {
  readonly space: readonly string[];
  readonly objective: readonly string[];
  readonly penalty?: readonly string[];
  readonly require?: readonly string[];
  readonly where?: readonly string[];
  readonly method?: string;
  readonly budget?: string;
  readonly seed?: string;
  readonly metrics?: string;
  readonly stopDrawdown?: string;
  readonly workers?: string;
  readonly top?: string;
  readonly out?: string;
  readonly saveBest?: string;
  readonly json?: boolean;
}

/** What a search is asked, and what is shown of it. */
export interface OptimiseRequest {
  readonly request: Omit<SearchRequest, "config" | "signal" | "onProgress" | "onRows" | "store">;
  /** undefined: one a core */
  readonly workers: number | undefined;
  readonly top: number;
}

const DIRECTIONS: readonly SearchDirection[] = ["min", "max"];

/** `min: maxDrawdown` */
function objectiveOf(text: string): SearchObjective {
  const mark = text.indexOf(":");
  const before = text.slice(0, Math.max(0, mark)).trim();
  const direction = DIRECTIONS.find((one) => one === before);
  if (direction === undefined) return { expression: text.trim() };
  return { expression: text.slice(mark + 1).trim(), direction };
}

/** `5: maxDrawdown <= 0.3` */
function penaltyOf(text: string, { texts }: CommandContext) {
  const mark = text.indexOf(":");
  const weight = exactNumber(text.slice(0, Math.max(0, mark)).trim());
  if (mark < 0 || typeof weight !== "number") {
    throw new PerpmillError("USAGE", {
      message: texts.messages.badNumber("--penalty", text, texts.searches.weight),
    });
  }
  return { weight, condition: text.slice(mark + 1).trim() };
}

/**
 * Checks the options.
 * @throws USAGE, SWEEP_INVALID
 */
export function optimiseRequest(
  options: OptimiseOptions,
  context: CommandContext,
): OptimiseRequest {
  const { texts } = context;
  const { budget = "200", seed = "0", top = "10", stopDrawdown, workers } = options;
  const penalties = (options.penalty ?? []).map((text) => penaltyOf(text, context));
  // What must hold of a trial is one condition for all objectives.
  const objectives = options.objective.map((text, at) => ({
    ...objectiveOf(text),
    penalties,
    constraints: at === 0 ? (options.require ?? []) : [],
  }));
  return {
    request: {
      space: options.space.map(parseAxis),
      constraints: options.where,
      objectives,
      method: options.method,
      budget: wholeNumber("--budget", budget, 1, texts),
      seed: BigInt(wholeNumber("--seed", seed, 0, texts)),
      metrics: metricsOf(options),
      giveUpDrawdown: stopDrawdown === undefined ? undefined : shareOf(stopDrawdown, context),
    },
    workers: workers === undefined ? undefined : wholeNumber("--workers", workers, 0, texts),
    top: wholeNumber("--top", top, 0, texts),
  };
}
