/** The exports are a promise: names come and go on purpose, with this list and the changelog. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as browser from "../src/browser.js";
import * as shared from "../src/index.js";
import * as node from "../src/node.js";

const SHARED = [
  "BAR_FORMATS",
  "CALIBRATED_MODELS",
  "ENGINE_VERSION",
  "ERROR_CODES",
  "ERROR_TITLES_ZH",
  "HEADLINE_METRICS",
  "KERNEL_SHA256",
  "LANGUAGES",
  "LIQUIDITIES",
  "LUCK_VERDICTS",
  "POSITION_SIDES",
  "PRESET_NAMES",
  "PerpmillError",
  "SEARCH_METHODS",
  "STUDY_KINDS",
  "SWEEP_METRICS",
  "SWEEP_OUTCOMES",
  "StudyRequestSchema",
  "StudyRowRunner",
  "TIME_SPLITS",
  "TRADE_REASONS",
  "axisSlices",
  "backtest",
  "barColumns",
  "barsFromTrades",
  "barsOfColumns",
  "besideBars",
  "bestRows",
  "bestTrials",
  "calibrationJson",
  "canBeBest",
  "canonicalJson",
  "compareConfigs",
  "completeConfig",
  "conditionText",
  "configFieldTexts",
  "configJsonSchema",
  "coverageOf",
  "coverageSvg",
  "dataIdentity",
  "dayCoverage",
  "dayStats",
  "defineStrategy",
  "deflatedSharpe",
  "describeStrategy",
  "effectiveRefreshMs",
  "envelope",
  "equityCsv",
  "expectedMaximumSharpe",
  "explainFill",
  "fillBars",
  "htmlReport",
  "instrumentRules",
  "isBetter",
  "isWholeUnit",
  "joinEnvelopes",
  "kFoldJson",
  "kernelSha256Of",
  "leastBiased",
  "lessIsBetter",
  "listStrategies",
  "luckFinding",
  "luckOf",
  "luckText",
  "luckVerdict",
  "minimumTrackRecord",
  "monthCoverage",
  "neighbourRows",
  "normaliseConfig",
  "openTimeMs",
  "parameterCounts",
  "paretoRows",
  "parseAxis",
  "parseConfig",
  "parseConfigText",
  "parseResultJson",
  "planStudyRows",
  "presetInfo",
  "preview",
  "probabilisticSharpe",
  "qualityReport",
  "rankMetric",
  "rankValue",
  "resampleBars",
  "rescaleBars",
  "residentBars",
  "resultJson",
  "resultJsonText",
  "runWindows",
  "sameData",
  "searchJson",
  "setConfigValue",
  "shareBars",
  "sliceBars",
  "starterConfig",
  "starterStrategy",
  "studyRowKeys",
  "sweepColumn",
  "sweepJson",
  "sweepSize",
  "sweepSummaryJson",
  "syntheticBars",
  "syntheticFunding",
  "syntheticMark",
  "tableCsv",
  "tableParquet",
  "takeSharedBars",
  "thin",
  "timeSplitsJson",
  "timeframes",
  "toKlineCsv",
  "tradeRecords",
  "tradesArrow",
  "tradesCsv",
  "walkForwardJson",
  "warningMessage",
  "warningTitle",
];

const READERS = [
  "followBars",
  "loadBars",
  "loadFunding",
  "loadPriceSeries",
  "loadTrades",
  "openBars",
  "openSeries",
];

test("every platform has the shared names", () => {
  expect(Object.keys(shared).sort()).toEqual(SHARED);
});

test("Node adds readers of paths, the data directory, the cache, downloads, sweeps and searches", () => {
  const added = [
    "allocateBarMemory",
    "cacheStatus",
    "calibrate",
    "clearCache",
    "copyIntoStore",
    "defaultHome",
    "downloadFromVenue",
    "downloadMarketData",
    "importInstruments",
    "importedPresets",
    "kFold",
    "loadStrategy",
    "openBarsCached",
    "openStore",
    "openSweepPool",
    "optimise",
    "rebuildCache",
    "sweep",
    "sweepJournals",
    "timeSplits",
    "trimCache",
    "verifyCache",
    "walkForward",
    ...READERS,
  ];
  expect(Object.keys(node).sort()).toEqual([...SHARED, ...added].sort());
});

test("the browser adds readers of bytes under the same names, and sweeps and searches on Web Workers", () => {
  const added = [
    "calibrate",
    "kFold",
    "openSweepPool",
    "optimise",
    "serveSweepWorker",
    "sweep",
    "timeSplits",
    "walkForward",
    ...READERS,
  ];
  expect(Object.keys(browser).sort()).toEqual([...SHARED, ...added].sort());
});

test("what is shared is the same thing, not a copy", () => {
  expect(node.PerpmillError).toBe(browser.PerpmillError);
  expect(node.explainFill).toBe(browser.explainFill);
});

test("docs/api.md names every export", () => {
  const text = readFileSync(new URL("../../../docs/api.md", import.meta.url), "utf8");
  const named = new Set([...text.matchAll(/`(\w+)[`(]/g)].map(([, name]) => name));
  expect(Object.keys(node).filter((name) => !named.has(name))).toEqual([]);
});
