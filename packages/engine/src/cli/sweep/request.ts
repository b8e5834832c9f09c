/** From the options of `perpmill sweep` to what a sweep is asked. */

import { PerpmillError } from "../../errors.js";
import { askedColumns } from "../../sweeps/asked-columns.js";
import type { SweepMetric } from "../../sweeps/metric-columns.js";
import { parseAxis } from "../../sweeps/parse-axis.js";
import type { SamplerName } from "../../sweeps/samplers/names.js";
import type { SweepSampler } from "../../sweeps/samplers/samplers.js";
import type { SweepRequest } from "../../sweeps/sweep-options.js";
import { exactNumber } from "../../units.js";
import type { CommandContext } from "../context.js";
import type { DataOptions } from "../load-inputs.js";
import { wholeNumber } from "../option-values.js";

export interface SweepCommandOptions extends DataOptions {
  readonly axis: readonly string[];
  readonly where?: readonly string[];
  readonly sampler?: SamplerName;
  readonly sample?: string;
  readonly seed?: string;
  readonly metrics?: string;
  readonly workers?: string;
  readonly stopDrawdown?: string;
  readonly sort?: string;
  readonly pessimistic?: boolean;
  readonly top?: string;
  readonly out?: string;
  readonly json?: boolean;
}

/** What a sweep is asked, and what is shown of it. */
export interface SweepCommandRequest {
  readonly request: Pick<
    SweepRequest,
    "axes" | "constraints" | "metrics" | "envelope" | "giveUpDrawdown" | "sampler"
  > & { readonly rankBy: SweepMetric };
  /** undefined: one a core */
  readonly workers: number | undefined;
  readonly top: number;
}

function samplerOf(options: SweepCommandOptions, { texts }: CommandContext): SweepSampler {
  const { sample, seed } = options;
  const kind = options.sampler ?? (sample === undefined ? "grid" : "sobol");
  if (kind === "grid") {
    if (sample === undefined && seed === undefined) return { kind };
    const option = sample === undefined ? "--seed" : "--sample";
    const { gridSample, gridSampleHint } = texts.sweeps;
    throw new PerpmillError("USAGE", { message: gridSample(option), hint: gridSampleHint });
  }
  if (sample === undefined) {
    const { noSample, noSampleHint } = texts.sweeps;
    throw new PerpmillError("USAGE", { message: noSample(kind), hint: noSampleHint });
  }
  return { kind, count: wholeNumber("--sample", sample, 1, texts), seed: seedOf(seed, texts) };
}

function seedOf(text: string | undefined, texts: CommandContext["texts"]): bigint {
  return BigInt(text === undefined ? 0 : wholeNumber("--seed", text, 0, texts));
}

/** A share such as `0.3`. @throws USAGE */
export function shareOf(text: string, { texts }: CommandContext): number {
  const share = exactNumber(text);
  if (typeof share === "number") return share;
  throw new PerpmillError("USAGE", {
    message: texts.messages.badNumber("--stop-drawdown", text, texts.sweeps.share),
  });
}

/** The columns that are asked for. */
export function metricsOf({
  metrics,
}: Pick<SweepCommandOptions, "metrics">): readonly string[] | "all" | undefined {
  if (metrics === undefined || metrics === "all") return metrics;
  return metrics.split(",").map((name) => name.trim());
}

/**
 * Checks the options.
 * @throws USAGE, SWEEP_INVALID
 */
export function sweepRequest(
  options: SweepCommandOptions,
  context: CommandContext,
): SweepCommandRequest {
  const { texts } = context;
  const { where, workers, stopDrawdown, top = "10" } = options;
  const named = metricsOf(options);
  const envelope = options.pessimistic === true;
  const { rank: rankBy } = askedColumns({ rankBy: options.sort, envelope });
  // What rows are ordered by is a column.
  const metrics = named === undefined || named === "all" ? named : [...named, rankBy];
  return {
    request: {
      axes: options.axis.map(parseAxis),
      constraints: where,
      sampler: samplerOf(options, context),
      metrics,
      rankBy,
      envelope,
      giveUpDrawdown: stopDrawdown === undefined ? undefined : shareOf(stopDrawdown, context),
    },
    workers: workers === undefined ? undefined : wholeNumber("--workers", workers, 0, texts),
    top: wholeNumber("--top", top, 0, texts),
  };
}
