/** From what a study was asked to what is worked through: checked, counted, cut into shards. */
import { createHash } from "node:crypto";
import {
  type ConfigInput,
  canonicalJson,
  checkStudy,
  KERNEL_SOURCES_SHA256,
  type NormalisedConfig,
  type StudyColumn,
  type StudyContents,
  type StudyRequest,
} from "@perpmill/engine";
import type { StudyShardsTable } from "../../../db/schema.js";
import { ServerError } from "../../../errors.js";
import type { OtherMarketBody } from "../../../schemas/start-study.js";
import type { TimeRange } from "../../../workers/protocol.js";
import { planRun } from "../runs/plan-run.js";
import { type InputsPlace, intervalOf, type RunInputs } from "../runs/run-inputs.js";
import type { RunnableStrategy } from "../strategies/strategies-service.js";
import { contentsOf, type OtherSource } from "./study-inputs.js";
import { findOthers, type StudySources } from "./study-sources.js";

export interface StudyWish {
  readonly request: StudyRequest;
  /** what is undefined is left to the configuration */
  readonly fromMs: number | null | undefined;
  readonly toMs: number | null | undefined;
  /** what a verdict is made from besides the data */
  readonly before: Omit<StudySources, "others">;
  readonly otherMarkets: readonly OtherMarketBody[];
  /** whose strategies it may name */
  readonly ownerId: string;
}

export interface StudyPlan {
  /** as sent, with the range in its configuration */
  readonly request: StudyRequest;
  readonly config: NormalisedConfig;
  readonly range: TimeRange;
  readonly contents: StudyContents;
  readonly sources: StudySources;
  readonly contentKey: string;
  /** null: a built-in one */
  readonly strategy: RunnableStrategy | null;
  readonly columns: readonly StudyColumn[];
  /** null: not known before it is run */
  readonly rows: number | null;
  readonly leftOut: number;
  /** of each row, roughly; null: not known before reading */
  readonly bars: number | null;
  readonly runs: number;
  /** of a run of the whole time on one core, roughly */
  readonly rowMs: number;
  /** of all runs on one core, roughly */
  readonly workMs: number;
}

/** ns for a bar that the kernel may jump, for one that it walks, and for one of a user's strategy; measured. */
const BAR_NS = { jumped: 6, walked: 25, own: 60 } as const;
const ROW_MS = 0.3;
/** What a shard should take: long beside what it costs to begin one, short beside a study. */
const SHARD_MS = 2000;
/** A strategy of a user begins in a process of its own, which costs more. */
const OWN_SHARD_MS = 8000;
const SHARD_ROWS_MAX = 512;
const SHARDS_MAX = 5000;
/** A study that takes longer than so many times this is shared out among as many. */
const SHARDS_LEAST = 4;
const SHARED_MS = 500;
/** Of a study that is worked on as a whole there may be as many rows as come. */
const WHOLE_ROWS = 5_000_000;
const DAY_MS = 86_400_000;

/** How many bars of a data set lie in a range; null: not known before reading. */
function barsIn({ fromMs, toMs }: TimeRange, { bars }: RunInputs): number | null {
  const intervalMs = intervalOf(bars);
  if (intervalMs === null) return null;
  const { firstMs, lastMs } = bars.facts;
  const first = Math.max(firstMs, fromMs ?? firstMs);
  const end = Math.min(lastMs + intervalMs, toMs ?? Number.POSITIVE_INFINITY);
  return Math.max(0, Math.round((end - first) / intervalMs));
}

/** What of other studies and markets decides the result; nothing for a study that has none. */
function sourcesKey({ tried, walked, others }: StudySources): object {
  const markets = others.map(({ name, instrument, contents }) => ({ name, instrument, contents }));
  return {
    ...(tried === null ? {} : { tried: { ...tried, studyId: null } }),
    ...(walked === null ? {} : { walked: { ...walked, studyId: null } }),
    ...(markets.length === 0 ? {} : { markets }),
  };
}

function contentKeyOf(request: StudyRequest, runKey: string, sources: StudySources): string {
  const { config: _, ...asked } = request;
  // A study may run on other builds of the kernel than its configuration: along bridges, say.
  const kernels = KERNEL_SOURCES_SHA256;
  const text = canonicalJson({ asked, runKey, kernels, ...sourcesKey(sources) });
  return createHash("sha256").update(text).digest("hex");
}

function factsOf({ name, instrument, intervalMs, fundingDataSetId }: OtherSource) {
  const hasFunding = fundingDataSetId !== null;
  return { name, instrument, intervalMs: intervalMs ?? undefined, hasFunding };
}

/**
 * Checks what was asked for against the data.
 * @param rowsMax most rows of a study
 * @throws PerpmillError: every code of the configuration and of the kind; BARS_RANGE_EMPTY; ServerError
 * STRATEGY_UNKNOWN, STUDY_TOO_LARGE; as `findOthers`
 */
export async function planStudy(
  wish: StudyWish,
  inputs: RunInputs,
  place: InputsPlace,
  rowsMax: number,
): Promise<StudyPlan> {
  const { request, fromMs, toMs, ownerId, before } = wish;
  const config: ConfigInput = request.config;
  const run = await planRun({ config, fromMs, toMs, ownerId }, inputs, place);
  const { normalised, strategy, range } = run;
  const context = {
    hasFundingFile: inputs.funding !== null,
    strategies: strategy === null ? [] : [strategy.descriptor],
  };
  const covered = { startMs: inputs.bars.facts.firstMs, endMs: inputs.bars.facts.lastMs + DAY_MS };
  const others = await findOthers(place, wish.otherMarkets, ownerId, normalised.instrument);
  const size = checkStudy(
    { ...request, config: normalised },
    { ...context, covered, others: others.map(factsOf) },
  );
  const { rows, runs, columns, leftOut } = size;
  if (runs > rowsMax) {
    throw new ServerError("STUDY_TOO_LARGE", {
      message: `the study would be ${runs} runs, more than ${rowsMax}`,
      field: "body.request",
    });
  }
  const bars = barsIn(range, inputs);
  const walked = size.jumps ? BAR_NS.jumped : BAR_NS.walked;
  const barNs = strategy === null ? walked : BAR_NS.own;
  const barsMs = ((bars ?? 0) * barNs) / 1e6;
  const sources = { ...before, others };
  return {
    request: { ...request, config: run.config },
    config: normalised,
    range,
    contents: contentsOf(inputs),
    sources,
    contentKey: contentKeyOf(request, run.contentKey, sources),
    strategy,
    columns,
    rows,
    leftOut,
    runs,
    bars,
    rowMs: ROW_MS + barsMs,
    workMs: runs * ROW_MS + size.wholeRuns * barsMs,
  };
}

/** Whether rows of a study can be worked on one by one, by many processes. */
export function isCut({ kind }: { readonly kind: string }): boolean {
  return kind === "sweep";
}

/** A shard as it is before anybody has taken it. */
export function shardOf(
  study_id: string,
  position: number,
  first_row: number,
  row_count: number,
): StudyShardsTable {
  return {
    ...{ study_id, position, first_row, row_count },
    rows_done: 0,
    rows_reused: 0,
    best: null,
    state: "waiting",
    attempt: 0,
    job_id: null,
    worker: null,
    heartbeat_ms: null,
    started_ms: null,
    finished_ms: null,
    error: null,
  };
}

/** The shards of a study, in order; one of a study that is worked on as a whole. */
export function shardsOf(studyId: string, plan: StudyPlan): readonly StudyShardsTable[] {
  if (!isCut(plan.request)) return [shardOf(studyId, 0, 0, WHOLE_ROWS)];
  const rows = plan.rows ?? 0;
  const wanted = (plan.strategy === null ? SHARD_MS : OWN_SHARD_MS) / plan.rowMs;
  const least = Math.max(1, Math.ceil(rows / SHARDS_MAX));
  const shared = Math.max(Math.ceil(rows / SHARDS_LEAST), Math.ceil(SHARED_MS / plan.rowMs));
  const size = Math.max(least, Math.min(SHARD_ROWS_MAX, shared, Math.round(wanted)));
  return Array.from({ length: Math.ceil(rows / size) }, (_, position) =>
    shardOf(studyId, position, position * size, Math.min(size, rows - position * size)),
  );
}
