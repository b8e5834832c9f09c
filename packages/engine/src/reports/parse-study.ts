/** A study's JSON read back: everything that its report relies on is checked, nothing else. */
import { PerpmillError } from "../errors.js";
import { SWEEP_OUTCOMES } from "../sweeps/protocol.js";
import {
  type Check,
  cell,
  columns,
  flag,
  list,
  members,
  number,
  orNull,
  record,
  text,
} from "./json-checks.js";
import { studyOfFile } from "./study/rows-file.js";
import { REPORTED_KINDS, type ReportedStudy } from "./study/study-json.js";
import { TRUST_MEMBERS } from "./trust-checks.js";

const count = orNull(number);

const head = {
  config: record({
    instrument: record({ symbol: orNull(text) }),
    account: record({ initialBalance: number }),
    strategy: record({ name: text }),
  }),
  engine: record({ version: text, kernelSha256: text }),
  data: record({
    source: text,
    md5: orNull(text),
    synthetic: flag,
    bars: number,
    holes: number,
    first: number,
    last: number,
    intervalMs: number,
  }),
};

const isLuck = record({
  trials: number,
  effectiveTrials: number,
  days: number,
  periodDays: number,
  expectedBestSharpe: number,
  expectedBestSharpeEffective: number,
  best: orNull(
    record({
      sharpe: number,
      probabilisticSharpe: number,
      deflatedSharpe: number,
      deflatedSharpeEffective: number,
      minimumTrackDays: count,
    }),
  ),
  overfitting: orNull(record({ probability: number, splits: number, lossProbability: number })),
  superior: record({
    realityCheck: number,
    consistent: number,
    lower: number,
    upper: number,
    draws: number,
  }),
});

const isMissing: Check = (value) => ["rows", "days", "data"].includes(value as string);

const table = {
  outcomes: record(Object.fromEntries(SWEEP_OUTCOMES.map((outcome) => [outcome, number]))),
  columns: (value: unknown) => {
    if (!members(list(cell))(value)) return false;
    const lengths = Object.values(value as Record<string, unknown[]>).map(({ length }) => length);
    return new Set(lengths).size <= 1;
  },
  luck: orNull(isLuck),
  luckMissing: orNull(isMissing),
};

/** Rows of a table that are named are there, and so are the columns. */
function pointsInto(rows: readonly unknown[], names: readonly unknown[], value: object): boolean {
  const { columns: all } = value as { readonly columns: Readonly<Record<string, unknown[]>> };
  if (!names.every((name) => typeof name === "string" && Object.hasOwn(all, name))) return false;
  const { length } = all[String(names[0])] ?? [];
  return rows.every((row) => Number.isInteger(row) && Number(row) >= 0 && Number(row) < length);
}

const isSweep: Check = (value) => {
  const shape = {
    ...head,
    ...table,
    rows: number,
    axes: list(text),
    best: list(number),
    rankBy: text,
  };
  if (!record(shape)(value)) return false;
  const { best, axes, rankBy } = value as { best: unknown[]; axes: unknown[]; rankBy: string };
  return pointsInto(best, [rankBy, ...axes], value as object);
};

const isObjective = record({ expression: text, direction: text });

const isSearch: Check = (value) => {
  const shape = {
    ...head,
    ...table,
    trials: number,
    method: text,
    space: list(record({ path: text })),
    objectives: list(isObjective),
    history: list(count),
    best: orNull(record({ trial: number })),
  };
  if (!record(shape)(value)) return false;
  const { best, space, objectives } = value as {
    readonly best: { readonly trial: number } | null;
    readonly space: { readonly path: string }[];
    readonly objectives: unknown[];
  };
  const name = objectives.length === 1 ? "objective" : "objective1";
  return pointsInto(
    best === null ? [] : [best.trial],
    [name, ...space.map(({ path }) => path)],
    value as object,
  );
};

const window = record({ startMs: number, endMs: number });
const metrics = members(cell);

const isOutOfSampleLuck = orNull(
  record({ days: number, probabilisticSharpe: number, minimumTrackRecordDays: count }),
);

const account = columns({ time: number, returns: number, equity: number });
const isPart = record({ totalReturn: number, fills: number, ended: flag });

const isFold = record({
  train: list(window),
  test: window,
  account: isPart,
  best: orNull(
    record({
      parameters: members(cell),
      inSample: record({ objective: count }),
      outOfSample: record({ objective: count, rank: count, of: number }),
    }),
  ),
});

const folds = {
  ...head,
  method: text,
  runs: number,
  objective: isObjective,
  space: list(text),
  folds: list(isFold),
  account,
  metrics: record({
    totalReturn: number,
    sharpe: count,
    maxDrawdown: number,
    winningFolds: number,
  }),
  efficiency: record({
    inSampleYearly: count,
    outOfSampleYearly: count,
    ratio: count,
    meanRankShare: count,
  }),
  drift: list(
    record({ path: text, values: list(cell), changes: number, least: count, most: count }),
  ),
  luck: isOutOfSampleLuck,
};

const isPosition: Check = (value) => value === "carry" || value === "flat";

const isSplits = record({
  ...head,
  account,
  windows: list(
    record({
      name: text,
      startMs: number,
      endMs: number,
      profit: number,
      own: record({ metrics }),
      part: isPart,
    }),
  ),
  metrics: record({
    totalReturn: number,
    cagr: count,
    sharpe: count,
    maxDrawdown: number,
    fills: number,
  }),
  balance: record({
    winning: number,
    byProfit: list(number),
    half: number,
    withoutBest: number,
  }),
  luck: isOutOfSampleLuck,
});

const CHECKS: Readonly<Record<ReportedStudy["kind"], Check>> = {
  sweep: isSweep,
  search: isSearch,
  "walk-forward": record({
    ...folds,
    windows: record({ scheme: text, trainDays: number, testDays: number }),
    position: isPosition,
  }),
  "k-fold": record({ ...folds, windows: record({ purgeDays: number, embargoDays: number }) }),
  "time-splits": isSplits,
  trust: record({ ...head, ...TRUST_MEMBERS }),
};

function isStudy(value: unknown): value is ReportedStudy {
  const { kind, version } = Object(value) as {
    readonly kind?: unknown;
    readonly version?: unknown;
  };
  const known = REPORTED_KINDS.find((one) => one === kind);
  return known !== undefined && version === 1 && CHECKS[known](value);
}

/** Whether a JSON says of itself that it is a study, whole or not; the file of its rows, too. */
export function claimsToBeStudy(value: unknown): boolean {
  const { kind } = Object(studyOfFile(value));
  return REPORTED_KINDS.some((one) => one === kind);
}

/**
 * A study from its JSON.
 * @param file for the message
 * @throws PerpmillError RESULT_INVALID
 */
export function readStudy(value: unknown, file: string): ReportedStudy {
  const study = studyOfFile(value);
  if (isStudy(study)) return study;
  throw new PerpmillError("RESULT_INVALID", {
    message: `this JSON is not a whole study of version 1 (kind ${JSON.stringify(Object(study).kind ?? null)})`,
    where: { file },
    hint: "Give what a study's command wrote with --out or printed with --json.",
  });
}
