import { describe, expect, test } from "vitest";
import { risk } from "../risk/risk.js";
import { riskJson } from "../risk/risk-json.js";
import { dataIdentity } from "../runs/backtest.js";
import { optimiseOn } from "../search/run-search.js";
import { searchJson } from "../search/search-json.js";
import type { RowResult } from "../sweeps/protocol.js";
import type { OpenSweepStore, SweepRows } from "../sweeps/sweep-options.js";
import { testThreads } from "../sweeps/threads.fixture.js";
import { syntheticBars } from "../synthetic/synthetic-bars.js";
import { checkStudy } from "./check-study.js";
import { runStudyOn, type StudyStage } from "./run-study.js";
import type { StudyRequest } from "./study-request.js";
import { planStudyRows } from "./study-rows.js";

const BARS = syntheticBars({ seed: 3, bars: 60_000 });
const DATA = dataIdentity(BARS);
const CONFIG = {
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000, leverage: 5 },
  strategy: { name: "dual-maker", bidSpread: 0.001, askSpread: 0.001, size: { equityRatio: 0.02 } },
};
const SPACE = [{ path: "strategy.bidSpread", from: 0.0005, to: 0.004 }];
const AXES = [{ path: "strategy.bidSpread", values: [0.0005, 0.001, 0.002] }];

const STUDIES: readonly StudyRequest[] = [
  { kind: "sweep", config: CONFIG, axes: AXES },
  { kind: "search", config: CONFIG, space: SPACE, objective: "totalReturn", budget: 8, seed: "5" },
  {
    kind: "walk-forward",
    config: CONFIG,
    windows: { scheme: "rolling", trainDays: 14, testDays: 7 },
    search: { axes: AXES, objective: "totalReturn" },
  },
  {
    kind: "k-fold",
    config: CONFIG,
    folds: 3,
    search: { space: SPACE, budget: 3, method: "sobol", objective: "totalReturn" },
  },
  { kind: "time-splits", config: CONFIG, by: "month" },
];
const CONTEXT = {
  intervalMs: BARS.intervalMs,
  hasFundingFile: false,
  covered: { startMs: DATA.first, endMs: DATA.last + BARS.intervalMs },
};

/** Keeps rows for one run after the other. */
function memory(): { readonly store: OpenSweepStore; readonly rows: Map<string, RowResult> } {
  const rows = new Map<string, RowResult>();
  const store = {
    get: (key: string) => rows.get(key) ?? null,
    put: (key: string, row: RowResult) => void rows.set(key, row),
  };
  return { store: () => store, rows };
}

describe("a study", () => {
  test.each(
    STUDIES,
  )("of kind $kind gives its document, and goes on where it stopped", async (study) => {
    const kept = memory();
    const stages: StudyStage[] = [];
    const run = (workers: number) =>
      runStudyOn(
        study,
        { bars: BARS },
        { workers, store: kept.store, onProgress: (stage) => stages.push(stage) },
        testThreads(),
      );
    const document = await run(0);
    expect(document).toMatchObject({ kind: study.kind, version: 1, data: DATA });
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
    expect(stages.at(-1)?.share).toBeCloseTo(1, 1);
    const rows = kept.rows.size;
    const again = await run(1);
    expect(kept.rows.size).toBe(rows);
    const { reused: _, ...first } = { reused: 0, ...document };
    const { reused: __, ...second } = { reused: 0, ...again };
    expect(second).toEqual(first);
    if (rows > 0) expect(stages.at(-1)?.reused).toBeGreaterThan(0);
  });

  test("is the search that it asks for, whose trials come in order", async () => {
    const [, search] = STUDIES;
    if (search?.kind !== "search") throw new Error("no search");
    const given: SweepRows[] = [];
    const control = { workers: 0, onRows: (rows: SweepRows) => void given.push(rows) };
    const document = await runStudyOn(search, { bars: BARS }, control, testThreads());
    const { kind: _, seed: __, ...asked } = search;
    const result = await optimiseOn({ ...asked, bars: BARS, workers: 0, seed: 5 }, testThreads());
    expect(document).toEqual(searchJson(result, DATA));
    expect(given.flatMap(({ rows }) => rows)).toHaveLength(8);
    expect(given[0]?.heads[0]).toEqual({ name: "strategy.bidSpread", kind: "number" });
  });

  test("is counted before it is run", () => {
    const sizes = STUDIES.map((study) => checkStudy(study, CONTEXT));
    expect(sizes.map(({ rows }) => rows)).toEqual([3, 8, null, null, null]);
    // Three folds of a training and a test; three folds, whose trainings are one, two and one piece.
    expect(sizes.map(({ runs }) => runs)).toEqual([3, 8, 6 * 3, 7 * 3, 2]);
    // Three times 14 and 7 of 41 days; each day is in every fold of the other.
    expect(sizes.map(({ wholeRuns }) => wholeRuns)).toEqual([3, 8, 5, 9, 2]);
    const [sweep] = STUDIES;
    if (sweep?.kind !== "sweep") throw new Error("no sweep");
    expect(sizes[0]?.columns).toEqual(planStudyRows(sweep, CONTEXT).columns);
  });

  test("of trust is the verdict on what it is given besides, and as many runs as were counted", async () => {
    const bars = syntheticBars({ seed: 3, bars: 3 * 1440 });
    const study: StudyRequest = { kind: "trust", config: CONFIG, seed: 2 };
    const other = syntheticBars({ seed: 4, bars: 3000 });
    const given = {
      sweep: { luck: null, luckMissing: "rows", rows: 40 },
      others: [{ name: "BTCUSDT", bars: other }],
    } as const;
    const stages: StudyStage[] = [];
    const control = { workers: 0, onProgress: (stage: StudyStage) => stages.push(stage) };
    const document = await runStudyOn(study, { bars, ...given }, control, testThreads());
    if (document.kind !== "trust") throw new Error(`asked for trust, got ${document.kind}`);
    expect(document.parts.luck.tried).toBe(40);
    expect(document.parts.transfer).toMatchObject([{ name: "BTCUSDT", bars: 3000 }]);
    const covered = { startMs: DATA.first, endMs: DATA.first + 3 * 86_400_000 };
    const others = [{ name: "BTCUSDT", intervalMs: other.intervalMs, hasFunding: false }];
    expect(document.runs).toBe(checkStudy(study, { ...CONTEXT, covered, others }).runs);
    const nowhere = others.map((one) => ({ ...one, name: "NOWHERE" }));
    expect(() => checkStudy(study, { ...CONTEXT, covered, others: nowhere })).toThrow("NOWHERE");
    expect(stages.at(-1)).toMatchObject({ done: document.runs, share: 1 });
  });

  test("of risk is the report, told in shares", async () => {
    const bars = syntheticBars({ seed: 3, bars: 3000 });
    const study: StudyRequest = { kind: "risk", config: CONFIG, horizonDays: 30, draws: 10 };
    const stages: StudyStage[] = [];
    const control = { onProgress: (stage: StudyStage) => stages.push(stage) };
    const document = await runStudyOn(study, { bars }, control, testThreads());
    const report = await risk({ bars, config: CONFIG, horizonDays: 30, draws: 10 });
    expect(document).toEqual(riskJson(report));
    expect(stages.at(-1)?.share).toBe(1);
    expect(checkStudy(study, CONTEXT).runs).toBeGreaterThan(1);
  });

  test("that makes no sense is refused before it is run", () => {
    const [, search, forward, folds] = STUDIES;
    if (search?.kind !== "search" || forward?.kind !== "walk-forward" || folds?.kind !== "k-fold") {
      throw new Error("a study is missing");
    }
    const { objective: _, ...aimless } = search;
    const wrong: readonly [StudyRequest, string, string][] = [
      [{ ...search, objective: "sharp" }, "SEARCH_INVALID", "sharp"],
      [aimless, "SEARCH_INVALID", "looked for"],
      [{ ...search, space: [{ path: "foo", values: [1] }] }, "CONFIG_UNKNOWN_KEY", "foo"],
      [
        {
          ...forward,
          windows: { scheme: "rolling", trainDays: 400, testDays: 7 },
        },
        "WALK_FORWARD_INVALID",
        "400 days",
      ],
      [{ ...folds, folds: 60 }, "WALK_FORWARD_INVALID", "60 folds"],
      [
        { kind: "trust", config: CONFIG, axes: [{ path: "fills.rule", values: ["touch"] }] },
        "TRUST_INVALID",
        "no numbers around it",
      ],
    ];
    for (const [study, code, words] of wrong) {
      const check = () => checkStudy(study, CONTEXT);
      expect(check).toThrow(expect.objectContaining({ code }));
      expect(check).toThrow(words);
    }
  });
});
