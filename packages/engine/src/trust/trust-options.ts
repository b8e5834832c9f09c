/** What a verdict is asked, and what it says. */
import type { InstrumentInput } from "../config/input.js";
import type { NormalisedConfig, PathModel } from "../config/types.js";
import type { LuckMissing, SweepLuck } from "../luck/luck.js";
import type { Bars, FundingSeries, PriceSeries } from "../market-data/bars.js";
import type { RunInputs } from "../runs/prepare.js";
import type { SweepAxis } from "../sweeps/axis.js";
import type { SweepPool } from "../sweeps/pool.js";
import type { Efficiency, JoinedAccountMetrics } from "../walk-forward/fold-options.js";
import type { OutOfSampleLuck } from "../walk-forward/out-of-sample-luck.js";
import type { TrustFinding, TrustGrade, TrustPart } from "./findings.js";
import type { TrustRow, TrustSpread } from "./headlines.js";
import type { StressName } from "./stress-names.js";

/**
 * What was tried before the configuration was chosen: a result of `sweep` or `optimise`, or its JSON.
 * How many there were is `trials` of its luck, else the number of its rows.
 */
export interface TriedStudy {
  readonly luck: SweepLuck | null;
  readonly luckMissing: LuckMissing | null;
  /** of a sweep */
  readonly table?: { readonly length: number } | undefined;
  /** of a sweep's JSON */
  readonly rows?: number | undefined;
  /** of a search, and of its JSON */
  readonly trials?: { readonly length: number } | number | undefined;
}

/** What choosing on the past has come to on the days behind: a result of `walkForward`, or its JSON. */
export interface WalkedStudy {
  readonly folds: { readonly length: number };
  readonly metrics: Pick<
    JoinedAccountMetrics,
    "totalReturn" | "sharpe" | "maxDrawdown" | "winningFolds"
  >;
  readonly efficiency: Pick<Efficiency, "ratio" | "meanRankShare">;
  readonly luck: OutOfSampleLuck | null;
}

/** Another market that the same configuration is run on. */
export interface OtherMarket {
  readonly name: string;
  readonly bars: Bars;
  readonly mark?: PriceSeries | null | undefined;
  /** without it a configuration that pays funding from a series pays none here */
  readonly funding?: FundingSeries | null | undefined;
  /** a preset's name, or an instrument; default: `name`, which then is a preset's */
  readonly instrument?: string | InstrumentInput | undefined;
}

/** How far a verdict is. */
export interface TrustProgress {
  /** what is being examined */
  readonly part: TrustPart;
  /** runs that are done */
  readonly done: number;
  readonly total: number;
}

/** What is asked besides the market. */
export interface TrustRequest {
  readonly config: RunInputs["config"];
  /** whose neighbourhood is looked at; default: the numbers of the strategy that count, six at most */
  readonly axes?: readonly SweepAxis[] | undefined;
  /** what was tried */
  readonly sweep?: TriedStudy | undefined;
  /** how many configurations were tried, where no study is at hand; 1: this one alone */
  readonly tried?: number | undefined;
  /** a walk-forward over the same parameters */
  readonly walkForward?: WalkedStudy | undefined;
  readonly others?: readonly OtherMarket[] | undefined;
  /** of paths, points and resamples, 0 to 2^53 - 1; default: 0 */
  readonly seed?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: TrustProgress) => void) | undefined;
}

/** What is asked, and on which market. */
export interface TrustOptions extends TrustRequest, Omit<RunInputs, "config" | "trades"> {
  /** threads; 0: the calling one; default: one a core */
  readonly workers?: number | undefined;
  /** warm threads on a market, used instead of own ones; then its market counts, not this one */
  readonly pool?: SweepPool | undefined;
}

/** One parameter moved alone; a place a value, rising, the own one left out. */
export interface NeighbourAxis {
  readonly path: string;
  readonly own: number;
  readonly values: readonly number[];
  /** whether a value counts as a neighbour: within 20 %, or next on a list */
  readonly near: readonly boolean[];
  readonly rows: readonly TrustRow[];
  /** change of the score for 10 % more of the parameter, as a share of the own score; null: not known */
  readonly slope: number | null;
}

/** What lies around the configuration. */
export interface Neighbourhood {
  /** by what neighbours are compared: the Sharpe ratio, or with too few days for it the total return */
  readonly score: "sharpe" | "totalReturn";
  readonly own: number | null;
  readonly axes: readonly NeighbourAxis[];
  /** all parameters moved at once, within 20 % */
  readonly joint: readonly {
    readonly point: Readonly<Record<string, number>>;
    readonly row: TrustRow;
  }[];
  /** neighbours that could be run */
  readonly neighbours: number;
  /** of them: profitable */
  readonly profitable: number;
  /** of them: profitable with half of the own score at least */
  readonly kept: number;
  /** middle score of the neighbours */
  readonly median: number | null;
  /** share of the neighbours whose score is above the own one: near 0 on a peak */
  readonly better: number;
}

/** Daily returns put together again in blocks. */
export interface Bootstrap {
  readonly days: number;
  readonly draws: number;
  /** mean length of a block, days */
  readonly blockDays: number;
  /** of equity at the end of days */
  readonly spreads: readonly TrustSpread[];
  /** share of the resamples that lose money */
  readonly loss: number;
}

/** The same bars, walked in other ways between open and close. */
export interface PathSpread {
  readonly model: PathModel;
  readonly runs: number;
  readonly profitable: number;
  readonly spreads: readonly TrustSpread[];
}

/** A way to fill orders on bars, and what comes of it. */
export interface FillRow extends TrustRow {
  readonly model: PathModel;
  /** of the model `random`; a text above 2^53 - 1 */
  readonly seed: NormalisedConfig["path"]["seed"];
  readonly rule: "touch" | "through";
  /** beyond the limit price, of the rule `through` */
  readonly throughTicks: number;
  /** by which market orders fill worse */
  readonly slippageTicks: number;
  readonly maxParticipation: number | null;
  /** drawn at random, not one of the envelope */
  readonly drawn: boolean;
}

export interface FillSpread {
  readonly rows: readonly FillRow[];
  readonly profitable: number;
  readonly spreads: readonly TrustSpread[];
}

/** A run that begins on another day. */
export interface StartRow extends TrustRow {
  readonly startMs: number;
  /** UTC ms, exclusive */
  readonly endMs: number;
}

export interface Starts {
  /** to the end of the data */
  readonly toEnd: readonly StartRow[];
  /** each half of the data long */
  readonly sameLength: readonly StartRow[];
  readonly profitable: number;
  /** over the runs of the same length */
  readonly spreads: readonly TrustSpread[];
}

/** `mild`: every market has such days; `hard`: some have had. */
export type StressLevel = "mild" | "hard";

/** A worse market or exchange. */
export interface StressRow extends TrustRow {
  readonly name: StressName;
  readonly level: StressLevel;
}

export interface Stress {
  readonly rows: readonly StressRow[];
  /** profit per traded notional, bps: the fee that would take all of it; null: nothing was traded */
  readonly roomBps: number | null;
}

/** The configuration on another market. */
export interface TransferRow extends TrustRow {
  readonly name: string;
  readonly symbol: string | null;
  readonly bars: number;
  /** UTC ms of the first and last bar */
  readonly first: number;
  readonly last: number;
  /** funding is paid from a series, and there was none */
  readonly withoutFunding: boolean;
}

/** How much luck can explain. */
export interface TrustLuck {
  /** of the own daily returns; null with fewer than 30 days, or where they do not differ */
  readonly own: OutOfSampleLuck | null;
  /** configurations that were tried; null: nobody told */
  readonly tried: number | null;
  /** whether `expectedSharpe` is that of the trials of a study; false: of trials without an edge */
  readonly fromStudy: boolean;
  /** Sharpe ratio of a year that luck gives the best of as many; null: not known */
  readonly expectedSharpe: number | null;
  /** probability that the true Sharpe ratio is above it; null: not known */
  readonly deflatedSharpe: number | null;
  /** tries after which luck is expected to give one as good; null: not above 0, or more than 10^12 */
  readonly triesToExplain: number | null;
  /** of the study: overfitting, reality check; null: no study, or too small */
  readonly study: SweepLuck | null;
  readonly studyMissing: LuckMissing | null;
}

/** What choosing on the past, as this configuration was chosen, has come to on the days behind. */
export interface ForwardTest {
  readonly folds: number;
  /** of them, those in which the account made money */
  readonly winning: number;
  readonly totalReturn: number;
  readonly sharpe: number | null;
  readonly maxDrawdown: number;
  /** growth in a year over that in training; null: not known */
  readonly efficiency: number | null;
  /** place of the choices among all trials out of sample: near 0 the best, near ½ chance; null: not known */
  readonly meanRankShare: number | null;
  /** of the joined account; null: too few days */
  readonly luck: OutOfSampleLuck | null;
}

/** Everything that was examined; null: it could not be, or nothing was given to. */
export interface TrustParts {
  readonly luck: TrustLuck;
  readonly forward: ForwardTest | null;
  readonly neighbourhood: Neighbourhood | null;
  readonly stress: Stress;
  readonly fills: FillSpread;
  readonly paths: readonly PathSpread[];
  readonly bootstrap: Bootstrap | null;
  readonly starts: Starts | null;
  readonly transfer: readonly TransferRow[];
}

export interface TrustVerdict {
  readonly config: NormalisedConfig;
  /** never better than the weakest finding that matters */
  readonly grade: TrustGrade;
  /** the weakest first */
  readonly findings: readonly TrustFinding[];
  /** the configuration as it is */
  readonly run: TrustRow;
  readonly parts: TrustParts;
  /** runs that it took */
  readonly runs: number;
  readonly seed: number;
  /** threads that it ran on; 0: the calling one */
  readonly workers: number;
  readonly sharedMemory: boolean;
}
