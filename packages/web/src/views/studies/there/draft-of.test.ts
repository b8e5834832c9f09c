import type { KFoldStudy, SearchStudy, SweepStudy, WalkForwardStudy } from "@perpmill/engine";
import { expect, test } from "vitest";
import type { FormField } from "../../run/inspector/form-fields";
import { searchOf } from "../search/search-request";
import { readDraft, sweepOf } from "../sweep/sweep-draft";
import { foldsOf } from "../walk-forward/folds-document";
import { draftOfFolds, draftOfSearch, draftOfSweep } from "./draft-of";

const CONFIG = {
  instrument: "ETHUSDT",
  account: { initialBalance: 1000 },
  strategy: { name: "dual-maker", bidSpread: 0.001, askSpread: 0.001, size: { equityRatio: 0.02 } },
};

function field(path: string, kind: FormField["kind"], factor: number): FormField {
  return {
    ...{ path, kind, factor, label: path, help: "", choices: [], fallback: null, none: null },
    ...{ required: true, nullable: true, bounds: { whole: false }, unit: "", slider: null },
  };
}
const FIELDS = [
  field("strategy.bidSpread", "number", 100),
  field("account.leverage", "number", 1),
  field("path.model", "choice", 1),
];
const fieldOf = (path: string) => FIELDS.find((one) => one.path === path) ?? null;

const AXES: SweepStudy["axes"] = [
  { path: "strategy.bidSpread", from: 0.001, to: 0.01, step: 0.0005 },
  { path: "account.leverage", from: 1, to: 20, scale: "log", count: 5 },
  { path: "path.model", values: ["ohlc", "olhc", null] },
];

test("a sweep of the server stands in the form as it was asked", () => {
  const study: SweepStudy = {
    kind: "sweep",
    config: CONFIG,
    axes: AXES,
    sampler: { kind: "sobol", count: 64, seed: 7 },
    constraints: ["strategy.bidSpread > 0.002", "account.leverage < 10"],
    rankBy: "calmar",
    envelope: true,
    giveUpDrawdown: 0.35,
  };
  const draft = draftOfSweep(study, fieldOf);
  expect(readDraft(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
  expect({ kind: "sweep", ...sweepOf(draft, CONFIG, FIELDS, []) }).toEqual(study);
});

test("so does a search with several objectives, and an axis of any value of its range", () => {
  const conditions = {
    constraints: ["fills >= 100"],
    penalties: [{ condition: "maxDrawdown <= 0.3", weight: 10 }],
  };
  const study: SearchStudy = {
    kind: "search",
    config: CONFIG,
    space: [{ path: "strategy.bidSpread", from: 0.001, to: 0.01, scale: "log" }],
    constraints: [],
    objectives: ["sharpe", "-maxDrawdown", "fills"].map((expression) => ({
      expression,
      ...conditions,
    })),
    method: "nsga-2",
    budget: 300,
    seed: 3,
  };
  const draft = draftOfSearch(study, fieldOf);
  expect({ kind: "search", ...searchOf(draft, CONFIG, FIELDS) }).toEqual(study);
});

test("so do a walk-forward that searches and a k-fold that tries all points", () => {
  const [first = { path: "", values: [] }] = AXES;
  const search = { constraints: [], objective: { expression: "sharpe" } };
  const walk: WalkForwardStudy = {
    kind: "walk-forward",
    config: CONFIG,
    search: { ...search, space: AXES, method: "tpe", budget: 40, seed: 2 },
    windows: { scheme: "anchored", trainDays: 90, testDays: 30, gapDays: 2 },
    position: "flat",
  };
  const folds: KFoldStudy = {
    kind: "k-fold",
    config: CONFIG,
    search: { ...search, axes: [first], sampler: { kind: "grid" } },
    ...{ folds: 5, purgeDays: 3, embargoDays: 1 },
  };
  for (const study of [walk, folds]) {
    const draft = draftOfFolds(study, fieldOf);
    expect(foldsOf(study.kind, draft, CONFIG, FIELDS)).toEqual(study);
  }
});
