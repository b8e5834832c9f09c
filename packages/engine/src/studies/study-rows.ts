/**
 * The rows of a sweep in pieces: planned where the request is taken in, without a market, and run wherever there
 * is one, any of them in any order. A row is worked out alone, so that it is the same wherever it is run.
 */
import { md5 } from "hash-wasm";
import { canonicalJson } from "../config/canonical-json.js";
import { type NormaliseContext, normaliseConfig } from "../config/normalise.js";
import type { NormalisedConfig } from "../config/types.js";
import { PerpmillError } from "../errors.js";
import type { RunControl } from "../runs/drive-run.js";
import { ManyRuns, type ManyRunsInputs, walkReason } from "../runs/many-runs.js";
import { askedColumns } from "../sweeps/asked-columns.js";
import { evaluateRow, limitedConfig, refusedRow } from "../sweeps/evaluate-row.js";
import { type SweepMetric, wantedFor } from "../sweeps/metric-columns.js";
import { planSweep } from "../sweeps/plan.js";
import type { RowResult, RowRules } from "../sweeps/protocol.js";
import { canBeBest } from "../sweeps/rank.js";
import { rowKey } from "../sweeps/row-key.js";
import type { Point } from "../sweeps/samplers/samplers.js";
import { configAt } from "../sweeps/set-point.js";
import { type ColumnHead, columnHeads } from "../sweeps/table.js";
import { ENGINE_VERSION } from "../version.js";
import { type SweepStudy, sweepRequestOf } from "./sweep-study.js";

/** What rows are made with, as JSON: all that a process needs besides its market and points. */
export interface RowsRecipe {
  /** the configuration that the points change */
  readonly base: NormalisedConfig;
  /** of the parameters, in the order of a point's values */
  readonly paths: readonly string[];
  readonly rules: RowRules;
}

/** A column of rows and what it is. */
export interface StudyColumn extends ColumnHead {
  readonly role: "parameter" | "outcome" | "metric";
}

/** All rows of a sweep, before any is run. */
export interface StudyRows extends RowsRecipe {
  readonly points: readonly Point[];
  /** points that the constraints left out */
  readonly leftOut: number;
  readonly columns: readonly StudyColumn[];
  /** the metric that the best row is found by */
  readonly rank: SweepMetric;
  /** whether the kernel may jump bars of the configuration as it stands */
  readonly jumps: boolean;
}

/** How the data sets of a study are known to be the same. */
export interface StudyContents {
  readonly bars: string;
  readonly mark: string | null;
  readonly funding: string | null;
}

function roleOf(at: number, parameters: number): StudyColumn["role"] {
  if (at < parameters) return "parameter";
  return at === parameters ? "outcome" : "metric";
}

/**
 * Plans the rows of a sweep.
 * @param context of the market: the length of its bars, whether funding rates come with it; strategies
 * @throws SWEEP_INVALID, CONFIG_UNKNOWN_KEY, CONFIG_INVALID, as the sweep itself would
 */
export function planStudyRows(study: SweepStudy, context: NormaliseContext = {}): StudyRows {
  const request = sweepRequestOf(study);
  const base = normaliseConfig(study.config, context);
  const { metrics, rank } = askedColumns(study);
  const { paths, points, leftOut } = planSweep(base, request, context.strategies);
  const giveUpDrawdown = study.giveUpDrawdown ?? null;
  const heads = columnHeads(paths, points, metrics);
  return {
    base,
    paths,
    points,
    leftOut,
    rules: { metrics, giveUpDrawdown, dailyReturns: true },
    columns: heads.map((head, at) => ({ ...head, role: roleOf(at, paths.length) })),
    rank,
    jumps: walkReason(base, false, wantedFor(metrics)) === null,
  };
}

function rowConfig(
  { base, paths }: RowsRecipe,
  point: Point,
  context: NormaliseContext,
): NormalisedConfig {
  return normaliseConfig(configAt(base, paths, point), context);
}

/**
 * MD5 of each of some rows, by all that they depend on: data, engine, kernel, strategy, metrics and
 * configuration. Equal keys, equal rows, in whatever study.
 */
export async function studyRowKeys(
  recipe: RowsRecipe,
  points: readonly Point[],
  contents: StudyContents,
  context: NormaliseContext,
): Promise<readonly string[]> {
  const { metrics, giveUpDrawdown } = recipe.rules;
  const common = await md5(canonicalJson({ engine: ENGINE_VERSION, contents, metrics }));
  const keys: string[] = [];
  for (const point of points) {
    let config: unknown;
    try {
      config = limitedConfig(rowConfig(recipe, point, context), giveUpDrawdown);
    } catch (error) {
      if (!(error instanceof PerpmillError)) throw error;
      config = configAt(recipe.base, recipe.paths, point);
    }
    keys.push(await rowKey(common, config as NormalisedConfig, metrics));
  }
  return keys;
}

/** What a row is ranked by: null when it is no candidate, or has no such value. */
export function rankValue(
  { outcome, cells }: Pick<RowResult, "outcome" | "cells">,
  { metrics }: Pick<RowRules, "metrics">,
  rank: SweepMetric,
): number | null {
  const value = cells[metrics.indexOf(rank)];
  return typeof value === "number" && canBeBest(outcome) ? value : null;
}

/** A row that is asked for. */
export interface AskedRow {
  readonly index: number;
  readonly point: Point;
}

/** Runs rows on one market, which it keeps warm between calls. */
export class StudyRowRunner {
  readonly #inputs: ManyRunsInputs;
  readonly #runs: ManyRuns;

  constructor(inputs: ManyRunsInputs) {
    this.#inputs = inputs;
    this.#runs = new ManyRuns(inputs);
  }

  /**
   * Runs rows one after another.
   * @param onRow called with each as soon as it is there; waited for
   * @throws ABORTED; a configuration that cannot be run is a row of the outcome `refused`
   */
  async run(
    recipe: RowsRecipe,
    asked: readonly AskedRow[],
    control: RunControl,
    onRow: (index: number, row: RowResult) => void | Promise<void>,
  ): Promise<void> {
    for (const { index, point } of asked)
      await onRow(index, await this.#row(recipe, point, control));
  }

  async #row(recipe: RowsRecipe, point: Point, control: RunControl): Promise<RowResult> {
    const { bars, funding, userStrategy } = this.#inputs;
    let config: NormalisedConfig;
    try {
      config = rowConfig(recipe, point, {
        intervalMs: bars.intervalMs,
        hasFundingFile: funding != null,
        strategies: userStrategy == null ? [] : [userStrategy.descriptor],
      });
    } catch (error) {
      if (!(error instanceof PerpmillError)) throw error;
      return refusedRow(recipe.rules.metrics, error);
    }
    return evaluateRow(this.#runs, config, recipe.rules, control);
  }

  /** Gives the memory back that it holds. */
  close(): void {
    this.#runs.close();
  }
}
